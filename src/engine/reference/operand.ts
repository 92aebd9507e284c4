import type { MathNode } from './mathjs.js';
import type { Formula, Scope } from './program.js';

/**
 * Says which part of a formula is the first that is not finite though all its parts are: `a / b with a = 3, b = 0`.
 */
export function operandOf(formula: Formula, scope: Scope): string {
  const culprit = smallest(formula.node, scope);
  const text = shorten(readable(culprit.toString()));
  const names = new Set<string>();
  culprit.traverse((node) => {
    if (node.type === 'SymbolNode') names.add((node as MathNode & { name: string }).name);
  });
  const known = [...names].flatMap((name) => {
    const value = scope.get(name);
    return typeof value === 'number' && name !== 'dt' ? [`${readable(name)} = ${value}`] : [];
  });
  return known.length === 0 ? text : `${text} with ${known.slice(0, 6).join(', ')}`;
}

function smallest(node: MathNode, scope: Scope): MathNode {
  const parts: MathNode[] = [];
  node.forEach((part) => parts.push(part));
  for (const part of parts) {
    const value = isValue(part)
      ? (part.compile().evaluate(scope as unknown as Map<string, unknown>) as unknown)
      : 0;
    if (typeof value === 'number' && !Number.isFinite(value)) return smallest(part, scope);
  }
  return node;
}

function isValue(node: MathNode): boolean {
  // The name of a called function is a node too.
  const name = (node as MathNode & { name?: string }).name;
  return !(
    node.type === 'SymbolNode' &&
    name !== undefined &&
    !name.includes('#') &&
    name !== 'time'
  );
}

// `x#3` is how an element is named inside.
function readable(text: string): string {
  return text.replace(/([A-Za-z_]\w*)#(\d+)/g, (_, name: string, element: string) =>
    element === '0' ? name : `${name}[${Number(element) + 1}]`,
  );
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
