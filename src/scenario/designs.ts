/** The names of the ways to draw worlds, the usual one first. */
export const DESIGNS = ['latin_hypercube', 'monte_carlo', 'sobol'] as const;
/** `latin_hypercube`, `monte_carlo` or `sobol`. */
export type Design = (typeof DESIGNS)[number];
