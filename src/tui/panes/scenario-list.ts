import { doesHarm, isSlight, verdictOf } from '../../analysis/verdict.js';
import { formatDifference } from '../../report/number.js';
import { padRight, widthOf, wrapWords } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { firstRow, framed, lineWidth, span, spread } from '../draw/lines.js';
import { chosenMetric, comparisonOf, comparisonsOf, type Scene, textIn } from '../draw/scene.js';
import { shortTitles } from '../draw/short-titles.js';
import type { Line } from '../draw/style.js';
import { letterOf } from '../draw/theme.js';
import type { State } from '../state/looking.js';
import { drawnScenarios } from '../state/selectors.js';

/** The scenarios, each with its letter, whether it is kept in the chart, and its change in the chosen metric. */
export function scenarioList(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const width = size.width - 4;
  const room = Math.max(0, size.height - 2);
  const shown = listedIn(state, room);
  const titles = titlesIn(scene, shown, width);
  const rows = shown.map((index) => scenarioRow(scene, index, width, titles.get(index) ?? ''));
  const about = aboutLines(scene, width);
  const content = rows.length + about.length + 1 <= room ? [...rows, [], ...about] : rows;
  const hidden = state.scenarioCount - shown.length;
  const note = hidden > 0 ? [span(`+${hidden}`, theme.roles.muted)] : [];
  return framed(
    content,
    size.width,
    size.height,
    theme,
    [span(words.scenarios, theme.roles.title)],
    note,
    state.focus === 'scenarios',
  );
}

/** The scenario in a row of the pane. */
export function scenarioAt({ state }: Scene, size: Size, row: number): number | undefined {
  return row < 1 ? undefined : listedIn(state, Math.max(0, size.height - 2))[row - 1];
}

// The baseline always, then those around the cursor.
function listedIn({ scenarioCount, cursor }: State, room: number): number[] {
  if (scenarioCount === 0 || room === 0) return [];
  const first = 1 + Math.max(0, firstRow(scenarioCount - 1, room - 1, cursor - 1));
  const others = Array.from({ length: Math.min(room - 1, scenarioCount - 1) }, (_, i) => first + i);
  return [0, ...others];
}

/** Columns that the widest title takes with its marks and its change. */
export function listContent(scene: Scene): number {
  const { lab } = scene.state;
  const titles = scene.source.scenarios.flatMap(({ title }, index) => {
    const text = textIn(scene, title);
    // Room for a changed copy is there before it is made: the pane must not grow under the mouse.
    const copy = lab !== undefined && index < lab.names.length ? lab.copyTitle(text) : text;
    return [widthOf(text), widthOf(copy)];
  });
  return Math.max(0, ...titles) + 17;
}

function scenarioRow(scene: Scene, index: number, width: number, title: string): Line {
  const { state, theme } = scene;
  const { glyphs, roles } = theme;
  const here = index === state.cursor;
  const drawn = drawnScenarios(state).includes(index);
  const colour = drawn ? theme.scenario(index) : roles.muted;
  const left = [
    span(here ? `${glyphs.cursor} ` : '  ', roles.title),
    span(state.pinned[index] ? glyphs.pinned : glyphs.unpinned, colour),
    span(` ${padRight(letterOf(index), letterOf(state.scenarioCount - 1).length)} `, {
      ...colour,
      bold: true,
    }),
    span(title, here ? roles.selected : undefined),
  ];
  return spread(left, rightOf(scene, index, width), width);
}

// The mark and the change, where they leave room for a title.
function rightOf(scene: Scene, index: number, width: number): Line {
  const right = changeSpans(scene, index);
  return lineWidth(right) + 12 > width ? right.slice(0, 1) : right;
}

// Each title in the room that its change leaves; as all are looked at, what tells it from the others stays.
function titlesIn(
  scene: Scene,
  shown: readonly number[],
  width: number,
): ReadonlyMap<number, string> {
  const { source, state } = scene;
  const titles = source.scenarios.map(({ title }) => textIn(scene, title));
  const marks = 5 + letterOf(state.scenarioCount - 1).length;
  return new Map(
    shown.map((index) => {
      const room = width - marks - lineWidth(rightOf(scene, index, width));
      return [index, shortTitles(titles, Math.max(1, room))[index] ?? ''];
    }),
  );
}

function changeSpans(scene: Scene, index: number): Line {
  if (index === 0) return [];
  const { roles, glyphs } = scene.theme;
  // The mark is the policy's, whatever outcome is looked at.
  const mark = doesHarm(comparisonsOf(scene, index)) ? [span(` ${glyphs.alarm}`, roles.alarm)] : [];
  const metric = chosenMetric(scene);
  const one = metric === undefined ? undefined : comparisonOf(scene, metric, index);
  if (one === undefined || one.worlds === 0) return mark;
  const verdict = verdictOf(one);
  const style = verdict === 'better' ? roles.good : verdict === 'worse' ? roles.bad : roles.muted;
  return [
    ...(mark.length > 0 ? mark : [span(' ')]),
    span(
      isSlight(one) && one.differenceMedian !== 0
        ? ' ~0'
        : ` ${formatDifference(one.differenceMedian, scene.language)}`,
      isSlight(one) ? roles.muted : style,
    ),
  ];
}

function aboutLines(scene: Scene, width: number): Line[] {
  const chosen = scene.source.scenarios[scene.state.cursor];
  if (chosen?.about === undefined) return [];
  return wrapWords(textIn(scene, chosen.about), width).map((text) => [
    span(text, scene.theme.roles.muted),
  ]);
}
