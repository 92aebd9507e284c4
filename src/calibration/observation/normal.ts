/** Logarithm of the density of a normal distribution. */
export function logNormalDensity(value: number, mean: number, sd: number): number {
  const z = (value - mean) / sd;
  return -0.5 * (z * z + Math.log(2 * Math.PI)) - Math.log(sd);
}
