import type { Expr } from '../../src/model/expr.js';
import { namesIn, partsOf, walk } from '../../src/model/expr.js';
import type { Grade } from '../../src/model/grade.js';
import { GRADE_WORDS, GRADES } from '../../src/model/grade.js';
import type { Model, Parameter, Variable } from '../../src/model/model.js';

/** An arrow of the causal diagram, and the best grade of the numbers that set its strength. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Undefined where the arrow has no number of its own: a sum, a share, a conversion. */
  readonly grade?: Grade;
}

const isMoving = ({ kind }: Variable) => kind !== 'parameter' && kind !== 'memory';

/**
 * The arrows between quantities that can change in a run: `to` is a flow or auxiliary, `from` what its
 * equation uses; memories count as what they remember. What sets the strength of an arrow are the numbers
 * that scale it most closely in the equation.
 */
export function arrowsOf(model: Model): readonly Arrow[] {
  const constant = constantsOf(model);
  return [...model.variables.values()].flatMap((variable) => {
    if (variable.kind !== 'flow' && variable.kind !== 'auxiliary') return [];
    if (variable.hidden || constant.has(variable.name)) return [];
    const grades = new Map<string, Grade | undefined>();
    visit(variable.equation, [], model, (name, beside) => {
      const used = model.variables.get(name);
      if (used === undefined || !isMoving(used) || constant.has(name)) return;
      grades.set(
        name,
        best([grades.get(name), ...(beside.findLast((one) => one.length > 0) ?? [])]),
      );
    });
    return [...grades].map(([from, grade]) => ({
      from,
      to: variable.name,
      ...(grade === undefined ? {} : { grade }),
    }));
  });
}

/** Calls `found` with each name in an expression and the grades of the numbers that scale it, outer first. */
function visit(
  expr: Expr,
  beside: readonly (readonly Grade[])[],
  model: Model,
  found: (name: string, beside: readonly (readonly Grade[])[]) => void,
): void {
  if (expr.op === 'ref') {
    const inside = remembered(expr.name, model);
    for (const one of inside) visit(one, beside, model, found);
    if (inside.length === 0) found(expr.name, beside);
  }
  const parts = partsOf(expr);
  // What is added only shifts.
  const shifts = expr.op === 'call' && (expr.fn === 'add' || expr.fn === 'subtract');
  for (const part of parts) {
    const others = shifts ? [] : parts.filter((one) => one !== part);
    visit(part, [...beside, others.flatMap((one) => gradesIn(one, model))], model, found);
  }
}

/** What `smooth` and its like remember: what fills the hidden stock or memory that they became. */
function remembered(name: string, model: Model): readonly Expr[] {
  const variable = model.variables.get(name);
  if (variable?.kind === 'memory') return [variable.input];
  if (variable?.kind !== 'stock' || !variable.hidden) return [];
  const flows = variable.inflows.map(({ flow }) => model.variables.get(flow));
  // Its flow is (what it follows - the stock) / time.
  return flows.flatMap((flow) =>
    flow?.kind === 'flow' ? partsOf(flow.equation).slice(0, 1).flatMap(partsOf).slice(0, 1) : [],
  );
}

/** A number with neither finding nor judgement behind it is a fact of the map and sets no strength. */
function gradesIn(expr: Expr, model: Model): readonly Grade[] {
  return namesIn(expr).flatMap((name) => {
    const one = model.variables.get(name);
    const counts =
      one?.kind === 'parameter' && (one.evidence.length > 0 || one.grade === 'assumed');
    return counts && one.grade !== undefined ? [one.grade] : [];
  });
}

function best(grades: readonly (Grade | undefined)[]): Grade | undefined {
  return GRADES.find((grade) => grades.includes(grade));
}

/** The table of the model card, line by line. */
export function countedTable(model: Model): string {
  const parameters = [...model.variables.values()].filter(
    (one): one is Parameter => one.kind === 'parameter' && !one.hidden,
  );
  const arrows = arrowsOf(model);
  const row = (name: string, grade: Grade | undefined) => {
    const own = parameters.filter((one) => one.grade === grade);
    const vary = own.filter((one) => one.distribution !== undefined);
    const links = arrows.filter((one) => one.grade === grade);
    return `| ${name} | ${own.length} | ${vary.length} | ${links.length} |`;
  };
  const used = GRADES.filter(
    (grade) =>
      parameters.some((one) => one.grade === grade) || arrows.some((one) => one.grade === grade),
  );
  const vary = parameters.filter((one) => one.distribution !== undefined);
  return [
    '| rests on | parameters | of which vary | links |',
    '|---|---|---|---|',
    ...used.map((grade) => row(GRADE_WORDS[grade], grade)),
    row('no number of its own', undefined),
    `| all | ${parameters.length} | ${vary.length} | ${arrows.length} |`,
  ].join('\n');
}

function usedBy(equation: Expr, model: Model): readonly Variable[] {
  const found = new Set<Variable>();
  const visit = (expr: Expr) => {
    if (expr.op !== 'ref') return;
    const variable = model.variables.get(expr.name);
    if (variable !== undefined) found.add(variable);
  };
  walk(equation, visit);
  return [...found];
}

/** Auxiliaries that follow from parameters alone. */
function constantsOf(model: Model): ReadonlySet<string> {
  const constant = new Set<string>();
  for (const name of model.order) {
    const variable = model.variables.get(name);
    if (variable?.kind !== 'auxiliary') continue;
    let moves = false;
    walk(variable.equation, (expr) => {
      if (expr.op === 'time' || expr.op === 'draw') moves = true;
    });
    const used = usedBy(variable.equation, model);
    moves ||= used.some((one) => one.kind !== 'parameter' && !constant.has(one.name));
    if (!moves) constant.add(name);
  }
  return constant;
}
