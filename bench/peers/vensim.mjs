/** Writes a workload as a Vensim model, which SDEverywhere compiles. */

const FUNCTIONS = { exp: 'EXP', pow: 'POWER', min: 'MIN', max: 'MAX' };

/** Gives the text of a `.mdl` file. It saves the first and the last step only. */
export function vensimModel(workload) {
  const elements = Array.from({ length: workload.regions }, (_, r) => `r${r + 1}`).join(', ');
  const lines = ['{UTF-8}', `region: ${elements} ~~|`];
  const define = (name, equation) => lines.push(`${name} = ${equation} ~~|`);
  const write = translator(workload, define);
  if (usesNeighbours(workload)) {
    lines.push('neighbour <-> region ~~|');
    for (const [from, row] of workload.neighbour_weights.entries())
      for (const [to, weight] of row.entries()) define(`weight[r${from + 1},r${to + 1}]`, weight);
  }
  for (const [name, { value }] of Object.entries(workload.parameters)) define(name, value);
  for (const [name, values] of Object.entries(workload.constants_by_region))
    for (const [r, value] of values.entries()) define(`${name}[r${r + 1}]`, value);
  for (const [name, points] of Object.entries(workload.lookups))
    lines.push(`${name}(${points.map(([x, y]) => `(${x},${y})`).join(',')}) ~~|`);
  for (const [name, equation] of Object.entries(workload.auxiliaries_global))
    define(name, write(equation));
  for (const [name, equation] of Object.entries(workload.auxiliaries_by_region))
    define(`${name}[region]`, write(equation));
  for (const [name, { net_flow, initial }] of Object.entries(workload.stocks))
    define(`${name}[region]`, `INTEG(${write(net_flow)}, ${write(initial)})`);
  define('INITIAL TIME', 0);
  define('FINAL TIME', workload.steps);
  define('TIME STEP', workload.dt);
  define('SAVEPER', workload.steps);
  return `${lines.join('\n')}\n`;
}

/** The names of all states, as SDEverywhere's output wants them: stock by stock, region by region. */
export function stateNames(workload) {
  return Object.keys(workload.stocks).flatMap((stock) =>
    Array.from({ length: workload.regions }, (_, r) => `${stock}[r${r + 1}]`),
  );
}

function usesNeighbours(workload) {
  return Object.values(workload.auxiliaries_by_region).some((text) => text.includes('nbr('));
}

function translator(workload, define) {
  const regional = new Set([
    ...Object.keys(workload.constants_by_region),
    ...Object.keys(workload.auxiliaries_by_region),
    ...Object.keys(workload.stocks),
  ]);
  return (equation) =>
    equation.replace(/([A-Za-z_]\w*)(?:\(([\w.]+(?:,[\w.]+)*)\))?/g, (text, name, args) => {
      const [first, second] = args?.split(',') ?? [];
      if (name === 'nbr') return `SUM(weight[region,neighbour!]*${first}[neighbour!])`;
      if (name === 'sumR') return `SUM(${first}[region!])`;
      if (name === 'smooth') return `SMOOTH(${first}[region], ${second})`;
      if (name === 'delayfixed') return chain(first, Number(second), define);
      const rest = args === undefined ? '' : text.slice(name.length).replace(/[A-Za-z_]\w*/g, one);
      return `${one(name)}${rest}`;
    });

  function one(name) {
    if (name === 't') return 'Time';
    return regional.has(name) ? `${name}[region]` : (FUNCTIONS[name] ?? name);
  }
}

// SDEverywhere's JavaScript has no DELAY FIXED: as many stocks in a row, each a step behind, are the same.
function chain(name, steps, define) {
  const behind = (k) => (k === 0 ? `${name}[region]` : `${name} behind ${k}[region]`);
  for (let k = 1; k <= steps; k++)
    define(behind(k), `INTEG((${behind(k - 1)} - ${behind(k)}) / TIME STEP, 0)`);
  return behind(steps);
}
