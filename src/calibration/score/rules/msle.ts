/**
 * Mean squared logarithmic error of point forecasts of counts: the mean of (log(1 + forecast) - log(1 + observed))^2.
 * The metric of the first ViEWS competition: Hegre, Vesco & Colaresi (2022), International Interactions 48(4).
 */
export function msle(forecasts: ArrayLike<number>, observed: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const gap = Math.log1p(forecasts[i]!) - Math.log1p(observed[i]!);
    sum += gap * gap;
  }
  return sum / observed.length;
}
