"""Writes kernel-math-points.json: arguments and values of exp, log and the like, to more than double precision.

    python3 test/engine/kernel-math-points.py      (needs mpmath)

Each row is [x, (y,) value, rest]: hexadecimal bits of the arguments and of the value as a double, and what the
double lacks, in units of its last place.
"""

import json
import math
import random
import struct
from pathlib import Path

from mpmath import mp, mpf

random.seed(20261123)
COUNT = 60


def bits(x):
    return format(struct.unpack("<Q", struct.pack("<d", x))[0], "x")


def of_bits(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def spread(low, high):
    """A number whose exponent is anything from low to high."""
    return of_bits((random.randint(low + 1023, high + 1023) << 52) | random.getrandbits(52))


def sign(x):
    return x if random.random() < 0.5 else -x


def many(make, count=COUNT):
    return [make() for _ in range(count)]


def near_one():
    return 1 + sign(2.0 ** -random.randint(1, 52))


def angle():
    """A number close to a multiple of a quarter turn."""
    mp.prec = 200
    return float(random.randint(1, 10**6) * mp.pi / 2)


def power():
    x = spread(-1022, 1023)
    return (x, random.uniform(-1074, 1023.9) / (abs(math.log2(x)) or 1))


ANGLES = (
    many(lambda: sign(spread(-40, 19)))
    + many(lambda: random.uniform(-10, 10))
    + many(lambda: sign(spread(20, 1023)))
    + many(angle, 20)
)
LOGS = (
    many(lambda: spread(-1022, 1023))
    + many(lambda: random.uniform(0.4, 2.5))
    + many(near_one, 30)
    + many(lambda: of_bits(random.getrandbits(51)), 20)
)
POINTS = {
    "exp": many(lambda: sign(spread(-30, 8)))
    + many(lambda: random.uniform(-708, 709.7), 120)
    + many(lambda: random.uniform(-745.1, -708), 30),
    "log": LOGS,
    "log10": LOGS,
    "sin": ANGLES,
    "cos": ANGLES,
    "tan": ANGLES,
    "atan": many(lambda: sign(spread(-40, 60))) + many(lambda: random.uniform(-4, 4), 120),
    "tanh": many(lambda: sign(spread(-40, 5))) + many(lambda: random.uniform(-3, 3), 120),
    "pow": many(lambda: (spread(-10, 10), sign(spread(-6, 6))))
    + many(lambda: (random.uniform(0.5, 2), random.uniform(-50, 50)))
    + many(power, 120)
    + many(lambda: (1 + sign(spread(-40, -5)), sign(spread(10, 45))), 40)
    + many(lambda: (of_bits(random.getrandbits(51)), random.uniform(-0.9, 0.9)), 20),
}


def value(name, args):
    # An angle of 1,024 bits needs as many of pi, and those of the result.
    mp.prec = 1400 if name in ("sin", "cos", "tan") else 300
    exact = [mpf(one) for one in args]
    if name == "pow":
        return mp.power(*exact)
    return getattr(mp, name)(*exact)


def row(name, args):
    args = args if isinstance(args, tuple) else (args,)
    exact = value(name, args)
    if exact == 0 or abs(exact) >= mpf(2) ** 1023.999 or abs(exact) < mpf(2) ** -1074:
        return None
    near = float(exact)
    unit = mpf(2) ** (max(-1022, math.frexp(near)[1] - 1) - 52)
    return [bits(one) for one in args] + [bits(near), round(float((exact - near) / unit), 4)]


rows = {name: [r for r in (row(name, args) for args in points) if r] for name, points in POINTS.items()}
lines = [f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(r)}" for r in list_) + "\n  ]" for name, list_ in rows.items()]
Path(__file__).with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
