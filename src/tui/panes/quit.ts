import { printable } from '../../diagnostics/printable.js';
import { wrapWords } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { framed, span } from '../draw/lines.js';
import type { Scene } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { unsaved } from '../state/selectors.js';

/** Asks whether to leave without saving. */
export function quitPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const names = unsaved(state).map((one) => printable(one.title));
  const lines = wrapWords(words.quitAsked(names.join('; ')), size.width - 4);
  const keys = `y ${words.keys.quit}   Esc ${words.keys.back}`;
  const content: Line[] = [
    [],
    ...lines.map((text): Line => [span(text, theme.roles.alarm)]),
    [],
    [span(keys)],
  ];
  return framed(content, size.width, size.height, theme, [], [], true);
}
