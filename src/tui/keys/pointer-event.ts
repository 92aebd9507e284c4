/** What the mouse did, in cells from the upper left corner. */
export interface PointerEvent {
  readonly kind: 'press' | 'drag' | 'release' | 'wheel';
  readonly x: number;
  readonly y: number;
  /** Of a wheel: -1 up, 1 down. */
  readonly by: number;
}

const DRAG = 32;
const WHEEL = 64;
// Shift, Alt and Ctrl.
const MODIFIERS = 4 | 8 | 16;
/** No window has more rows or columns. */
const FARTHEST = 10_000;

/**
 * The report of the mouse in a control sequence (SGR 1006: `<button;column;row`, then M for a press and m for a
 * release). Undefined for another sequence, another button than the first, and a place that no window has.
 */
export function pointerEvent(parameters: string, final: string): PointerEvent | undefined {
  const found = /^<(\d{1,5});(\d{1,6});(\d{1,6})$/.exec(parameters);
  if (found === null || (final !== 'M' && final !== 'm')) return undefined;
  const [button = 0, column = 0, row = 0] = found.slice(1).map(Number);
  if (column < 1 || row < 1 || column > FARTHEST || row > FARTHEST) return undefined;
  const event = kindOf(button & ~MODIFIERS, final);
  return event && { ...event, x: column - 1, y: row - 1 };
}

function kindOf(button: number, final: string): Pick<PointerEvent, 'kind' | 'by'> | undefined {
  if (button === WHEEL || button === WHEEL + 1)
    return { kind: 'wheel', by: button === WHEEL ? -1 : 1 };
  // Whichever button is let go: nothing must stay held.
  if (final === 'm') return { kind: 'release', by: 0 };
  if (button === 0) return { kind: 'press', by: 0 };
  return button === DRAG ? { kind: 'drag', by: 0 } : undefined;
}
