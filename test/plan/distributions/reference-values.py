"""Writes reference-values.json and ../designs/sobol-values.json: what the tests beside them hold the code to.

Needs mpmath (50 digits) and scipy (starting points; its Sobol points). Run it in this folder: only to change
the set of points.
"""

import json

import numpy as np
import scipy.special as sp
from mpmath import beta, erfinv, exp, gammainc, inf, log, loggamma, mp, mpf, ncdf, pi, sqrt
from scipy.stats import qmc

mp.dps = 50
shares = [1e-12, 1e-3, 0.05, 0.25, 0.5, 0.95, 0.999, 1 - 2**-30]


def solve(guess, tail, slope, wanted, rising):
    """The x > 0 with tail(x) = wanted, by Newton's method on logarithms."""
    v = log(guess)
    for _ in range(100):
        x = exp(v)
        f = tail(x)
        step = (log(f) - log(wanted)) * f / slope(x)
        v -= step if rising else -step
        if abs(step) < mpf(10) ** -30:
            return exp(v)
    raise ValueError("no convergence")


def normal_quantile(p):
    return sqrt(mpf(2)) * erfinv(2 * mpf(p) - 1)


def gamma_rows():
    for a in [0.01, 0.1, 0.5, 1, 1.5, 3, 14.9, 15.1, 40, 200, 1000, 20000]:
        for u in shares:
            guess = sp.gammaincinv(a, u)
            if guess < 1e-250:
                continue
            lower = lambda x: gammainc(mpf(a), 0, x, regularized=True)
            upper = lambda x: gammainc(mpf(a), x, inf, regularized=True)
            slope = lambda x: exp(a * log(x) - x - loggamma(mpf(a)))
            tail, wanted = (lower, mpf(u)) if u <= 0.5 else (upper, 1 - mpf(u))
            x = solve(mpf(guess), tail, slope, wanted, u <= 0.5)
            yield [a, u, float(x)]


def series(a, b, x):
    """I_x(a, b) by a series of positive terms."""
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -45:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return exp(a * log(x) + b * log(1 - x)) / (a * beta(a, b)) * total


def share_below(a, b, x):
    return series(a, b, x) if x < mpf(1) / 2 or x <= a / (a + b) else 1 - series(b, a, 1 - x)


def beta_rows():
    shapes = [(0.01, 2), (0.1, 0.3), (0.5, 0.5), (0.5, 10), (1, 1), (1.2, 4.8), (2, 5), (5, 1), (3, 3)]
    shapes += [(5, 0.1), (8, 20), (30, 2), (100, 100), (400, 30), (3000, 1000)]
    for a, b in shapes:
        for u in shares:
            if not 1e-250 < sp.betaincinv(a, b, u) < 1:
                continue
            # The smaller of x and 1 - x is sought, so that it keeps its digits.
            flip = sp.betaincinv(a, b, u) > 0.5
            c, d = (mpf(b), mpf(a)) if flip else (mpf(a), mpf(b))
            p = 1 - mpf(u) if flip else mpf(u)
            guess = mpf(sp.betaincinv(b, a, float(1 - mpf(u)))) if flip else mpf(sp.betaincinv(a, b, u))
            lower = lambda x: share_below(c, d, x)
            upper = lambda x: share_below(d, c, 1 - x)
            slope = lambda x: exp(c * log(x) + (d - 1) * log(1 - x)) / beta(c, d)
            small = p <= mpf(1) / 2
            x = solve(guess, lower if small else upper, slope, p if small else 1 - p, small)
            yield [a, b, u, float(1 - x if flip else x), float(x if flip else 1 - x)]


zs = [-37, -30, -20, -10, -8, -6, -5.66, -5.65, -4, -3, -2, -1.5, -1, -0.7, -0.67, -0.3, -1e-5, 0.1]
zs += [0.5, 0.67, 0.68, 1, 1.7, 2, 3, 5]
ps = [1e-15, 1e-12, 1e-11, 1e-10, 1e-6, 1e-3, 0.01, 0.05, 0.0749, 0.0751, 0.25, 0.4, 0.49, 0.6, 0.95, 0.999]
values = {
    "normalCdf": [[z, float(ncdf(mpf(z)))] for z in zs],
    "normalQuantile": [[p, float(normal_quantile(p))] for p in ps],
    "gammaInverse": list(gamma_rows()),
    "betaInverse": list(beta_rows()),
}


def write(path, table):
    text = ",\n".join(
        f"  {json.dumps(key)}: [\n" + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
        for key, rows in table.items()
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\n" + text + "\n}\n")


write("reference-values.json", values)

points = qmc.Sobol(1024, scramble=False, bits=32).random(4096)
rows = []
for index in [1, 2, 3, 7, 100, 1023, 1024, 4095]:
    point = points[index]
    rows.append([index, *(float(point[d]) for d in [0, 1, 2, 9, 99, 511, 1023]), float(np.sum(point))])
write("../designs/sobol-values.json", {"points": rows})
