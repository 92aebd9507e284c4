import { printable } from '../../diagnostics/printable.js';
import { truncate } from '../../report/text-width.js';
import { span, spread } from '../draw/lines.js';
import { type Scene, textIn, worldsDone } from '../draw/scene.js';
import type { Line } from '../draw/style.js';

/** One line: the program, the model, how far the worlds are. */
export function headerLine(scene: Scene, width: number): Line {
  const { theme, words, snapshot, source, failure } = scene;
  const { glyphs, roles } = theme;
  const left = [
    span(' toguna ', roles.badge),
    span('  '),
    span(textIn(scene, source.model), roles.title),
  ];
  const notes = [
    ...(source.unitsChecked ? [] : [words.unitsUnchecked]),
    ...(source.warnings?.length ? [words.warnings(source.warnings.length)] : []),
    ...leftOut(scene),
  ].flatMap((text) => [span(text, roles.alarm), span('  ')]);
  if (failure !== undefined)
    return spread(left, [span(words.stopped(failure), roles.alarm), span(' ')], width);
  if (snapshot === undefined)
    return spread(left, [span(words.waiting, roles.muted), span(' ')], width);
  const seed = [span(words.seed(truncate(printable(source.seed), 24)), roles.muted), span('  ')];
  const worlds = worldsDone(scene);
  const complete = worlds >= snapshot.total;
  const mark = span(complete ? glyphs.done : glyphs.running, complete ? roles.good : roles.alarm);
  const done = span(` ${words.worldsDone(worlds, snapshot.total)} `, roles.muted);
  return spread(left, [span('  '), ...notes, ...seed, mark, done], width);
}

function leftOut({ snapshot, words }: Scene): string[] {
  const worlds = (snapshot?.failures ?? []).reduce((sum, one) => sum + one.worlds, 0);
  return worlds === 0 ? [] : [words.leftOut(worlds)];
}
