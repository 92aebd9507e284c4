"""Writes special-values.json: quantiles of the standard normal and log factorials to 17 digits.

python3 test/engine/special-values.py > test/engine/special-values.json   (mpmath 1.3.0, 50 digits)
"""
import json
from fractions import Fraction

import mpmath as mp

mp.mp.dps = 50


def quantile(p):
    """Newton's method on the normal distribution function, in logarithms where the tail is thin."""
    q = p if p < 0.5 else 1 - p
    x = -mp.sqrt(-2 * mp.log(q)) if q < 0.3 else mp.mpf(0)
    return (-1 if p > 0.5 else 1) * mp.findroot(lambda t: mp.log(mp.ncdf(t)) - mp.log(q), x)


def exact(p):
    """The value of the double, not of its decimal digits."""
    return mp.mpf(Fraction(p).numerator) / Fraction(p).denominator


ps = [2.0**-53, 1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 0.001, 0.01, 0.025, 0.0749, 0.075, 0.0751, 0.1, 0.25, 0.4]
ps += [0.499999, 0.5, 0.500001, 0.6, 0.75, 0.9, 0.9249, 0.925, 0.975, 0.99, 0.999, 1 - 1e-9, 1 - 2.0**-53]
ks = [0, 1, 2, 5, 10, 16, 17, 18, 19, 20, 25, 50, 100, 170, 171, 1000, 12345, 10**6, 10**9, 10**12, 10**15]

print(
    json.dumps(
        {
            "normalQuantile": [[p, float(quantile(exact(p)))] for p in ps],
            "logFactorial": [[k, float(mp.loggamma(mp.mpf(k) + 1))] for k in ks],
        },
        indent=1,
    )
)
