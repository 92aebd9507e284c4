/** Builds a workload as an Insight Maker model, with the API of `simulation`: one primitive to a region. */

const FUNCTIONS = { exp: 'Exp', min: 'Min', max: 'Max' };
const PARTS = /pow\((\w+|[^(),]+),([\d.]+)\)|([A-Za-z_]\w*)(?:\(([\w.*]+(?:,[\w.]+)*)\))?/g;

/**
 * @param Model the class of that name of `simulation`.
 * @returns the model, its parameters by name, and its states stock by stock, region by region.
 */
export function insightMakerModel(workload, Model) {
  // Time is in years so that Years() gives it as a plain number.
  const model = new Model({
    timeStart: 0,
    timeLength: workload.steps,
    timeStep: workload.dt,
    timeUnits: 'Years',
    algorithm: 'Euler',
  });
  const regions = Array.from({ length: workload.regions }, (_, r) => r);
  const made = new Map();
  const equations = [];
  const regional = new Set();
  const add = (name, r, primitive, text, key) => {
    made.set(nameOf(name, r), primitive);
    if (text !== undefined) equations.push({ primitive, key, text, r });
  };
  for (const [name, { value }] of Object.entries(workload.parameters))
    add(name, undefined, model.Variable({ name, value }));
  for (const [name, text] of Object.entries(workload.auxiliaries_global))
    add(name, undefined, model.Variable({ name }), text, 'value');
  for (const [name, values] of Object.entries(workload.constants_by_region)) {
    regional.add(name);
    for (const r of regions)
      add(name, r, model.Variable({ name: nameOf(name, r), value: values[r] }));
  }
  for (const [name, text] of Object.entries(workload.auxiliaries_by_region)) {
    regional.add(name);
    for (const r of regions) add(name, r, model.Variable({ name: nameOf(name, r) }), text, 'value');
  }
  for (const [name, { net_flow, initial }] of Object.entries(workload.stocks)) {
    regional.add(name);
    for (const r of regions) {
      const stock = model.Stock({ name: nameOf(name, r) });
      add(name, r, stock, initial, 'initial');
      const flow = model.Flow(null, stock, { name: `${nameOf(name, r)} net`, nonNegative: false });
      equations.push({ primitive: flow, key: 'rate', text: net_flow, r });
    }
  }
  for (const { primitive, key, text, r } of equations) {
    const used = new Set();
    primitive[key] = translate(text, r, workload, regional, used);
    for (const name of used) model.Link(made.get(name), primitive);
  }
  const states = Object.keys(workload.stocks).flatMap((stock) =>
    regions.map((r) => made.get(nameOf(stock, r))),
  );
  const parameters = Object.keys(workload.parameters).map((name) => made.get(name));
  return { model, parameters, states };
}

function nameOf(name, r) {
  return r === undefined ? name : `${name} r${r + 1}`;
}

/** Writes an equation for region `r`, and puts the names it uses into `used`. */
function translate(text, r, workload, regional, used) {
  const refer = (name, region) => {
    const full = nameOf(name, region);
    used.add(full);
    return `[${full}]`;
  };
  const all = workload.neighbour_weights.map((_, s) => s);
  const inner = (part) => translate(part, r, workload, regional, used);
  return text.replace(PARTS, (_, base, power, name, args) => {
    if (base !== undefined) return `(${inner(base)})^${power}`;
    const [first, second] = args?.split(',') ?? [];
    if (name === 'sumR') return `(${all.map((s) => refer(first, s)).join('+')})`;
    if (name === 'nbr') {
      const weights = workload.neighbour_weights[r];
      const others = all.filter((s) => weights[s] !== 0);
      return `(${others.map((s) => `${weights[s]}*${refer(first, s)}`).join('+')})`;
    }
    if (name === 'smooth') return `Smooth(${refer(first, r)}, ${refer(second)})`;
    if (name === 'delayfixed') return `Delay(${refer(first, r)}, ${second}, 0)`;
    if (name in workload.lookups) {
      const [xs, ys] = [0, 1].map((at) => workload.lookups[name].map((point) => point[at]));
      return `Lookup(${inner(args)}, {${xs}}, {${ys}})`;
    }
    const rest = args === undefined ? '' : `(${args.split(',').map(inner).join(', ')})`;
    if (name === 't') return 'Years()';
    if (name in FUNCTIONS) return `${FUNCTIONS[name]}${rest}`;
    return `${refer(name, regional.has(name) ? r : undefined)}${rest}`;
  });
}
