/**
 * Continuous ranked probability score of an ensemble against the value that came to be; lower is better, in the
 * unit of the value: the mean of |x_i - y| less half the mean of |x_i - x_j| over all pairs.
 * Gneiting & Raftery (2007), "Strictly proper scoring rules, prediction, and estimation", JASA 102, eq. 21.
 *
 * @param members at least one; in any order.
 */
export function crpsEnsemble(observed: number, members: ArrayLike<number>): number {
  const n = members.length;
  return meanDistance(observed, members) - pairDistance(members) / (n * n);
}

/**
 * The same without the penalty that a small ensemble pays for being small: pairs of a member with itself are not
 * counted. Ferro (2014), "Fair scores for ensemble forecasts", QJRMS 140, 1917-1923.
 *
 * @param members at least two.
 */
export function crpsFair(observed: number, members: ArrayLike<number>): number {
  const n = members.length;
  return meanDistance(observed, members) - pairDistance(members) / (n * (n - 1));
}

/**
 * The score of a weighted ensemble: the sum of w_i |x_i - y| less half the sum of w_i w_j |x_i - x_j|.
 *
 * @param weights as many as members, none negative; only their ratios count.
 */
export function crpsWeighted(
  observed: number,
  members: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  const order = Array.from({ length: members.length }, (_, i) => i).sort(
    (a, b) => members[a]! - members[b]!,
  );
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let distance = 0;
  let pairs = 0;
  let below = 0;
  let belowSum = 0;
  for (const i of order) {
    const weight = weights[i]! / total;
    const x = members[i]!;
    distance += weight * Math.abs(x - observed);
    pairs += weight * (x * below - belowSum);
    below += weight;
    belowSum += weight * x;
  }
  return distance - pairs;
}

function meanDistance(observed: number, members: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < members.length; i++) sum += Math.abs(members[i]! - observed);
  return sum / members.length;
}

// The sum of |x_i - x_j| over pairs i < j: in rising order member i stands above i others and below n - 1 - i.
function pairDistance(members: ArrayLike<number>): number {
  const sorted = Float64Array.from(members).sort();
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (2 * i - n + 1) * sorted[i]!;
  return sum;
}
