import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { reportTwice } from '../../diagnostics/twice.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { ScoreWish, Target } from '../calibration.js';
import type { CalibrationDocument } from './document.js';
import type { Subject } from './read-subject.js';
import { reportAt } from './read-window.js';

/** What the file asks of scoring. */
export function readScore(
  yaml: YamlFile<CalibrationDocument>,
  subject: Subject,
  targets: readonly Target[],
  diagnostics: Diagnostics,
): ScoreWish | undefined {
  const wish = yaml.value.score;
  if (wish === undefined) return undefined;
  const known = Object.keys(yaml.value.observations);
  if (!known.includes(wish.series)) {
    const place = yaml.placeOf(['score', 'series']);
    diagnostics.error(
      'unknown-name',
      place,
      `there is no observation ${JSON.stringify(wish.series)}`,
      {
        nearest: () => nearest(wish.series, known),
      },
    );
  }
  for (const [index, name] of (wish.known_ahead ?? []).entries()) {
    if (subject.model.variables.get(name)?.kind === 'input') continue;
    const inputs = [...subject.model.variables.values()].filter((one) => one.kind === 'input');
    const place = yaml.placeOf(['score', 'known_ahead', index]);
    diagnostics.error('unknown-name', place, `the model has no input ${JSON.stringify(name)}`, {
      nearest: () =>
        nearest(
          name,
          inputs.map((one) => one.name),
        ),
    });
  }
  const placeIn = (key: string) => (index: number) => yaml.placeOf(['score', key, index]);
  reportTwice(wish.known_ahead ?? [], placeIn('known_ahead'), diagnostics);
  reportTwice(wish.leads.map(String), placeIn('leads'), diagnostics);
  const from = reportAt(yaml, ['score', 'from'], wish.from, subject, diagnostics);
  const to =
    wish.to === undefined
      ? undefined
      : reportAt(yaml, ['score', 'to'], wish.to, subject, diagnostics);
  if (from === undefined) return undefined;
  const { series, leads, reweight } = wish;
  const knownAhead = wish.known_ahead ?? [];
  const target = targets.find((one) => one.name === series);
  const together = target === undefined ? new Map() : readTogether(yaml, target, diagnostics);
  const until = to === undefined ? {} : { to };
  return { series, from, ...until, leads, reweight, knownAhead, together };
}

/** Places that are scored together, as elements of the series. */
function readTogether(
  yaml: YamlFile<CalibrationDocument>,
  { observed: { labels } }: Target,
  diagnostics: Diagnostics,
): ReadonlyMap<string, readonly number[]> {
  const groups = Object.entries(yaml.value.score?.together ?? {});
  return new Map(
    groups.map(([name, members]) => {
      const placeOf = (index: number) => yaml.placeOf(['score', 'together', name, index]);
      reportTwice(members, placeOf, diagnostics);
      const elements = members.flatMap((label, index) => {
        const element = labels.indexOf(label);
        if (element >= 0) return [element];
        const place = placeOf(index);
        const what = `the series has no element ${JSON.stringify(label)}`;
        diagnostics.error('unknown-name', place, what, { nearest: () => nearest(label, labels) });
        return [];
      });
      return [name, elements] as const;
    }),
  );
}

/** The reports whose posterior is kept, so that every origin has one that saw only its past. */
export function readRefits(
  yaml: YamlFile<CalibrationDocument>,
  subject: Subject,
  from: number,
  to: number,
  diagnostics: Diagnostics,
): readonly number[] {
  const wish = yaml.value.score?.refits;
  if (wish === undefined) return [];
  const first = reportAt(yaml, ['score', 'refits', 'from'], wish.from, subject, diagnostics);
  if (first === undefined) return [];
  if (first < from || first >= to) {
    const place = yaml.placeOf(['score', 'refits', 'from']);
    diagnostics.error('window', place, `${wish.from} is not inside the window of the fit`, {
      expected: 'a time from the start of the window to before its end',
    });
    return [];
  }
  const scored = reportAt(
    yaml,
    ['score', 'from'],
    yaml.value.score?.from ?? 0,
    subject,
    diagnostics,
  );
  const furthest = Math.max(...(yaml.value.score?.leads ?? [1]));
  if (scored !== undefined && first > scored - furthest) {
    const place = yaml.placeOf(['score', 'refits', 'from']);
    const what = `the first refit, ${wish.from}, saw more than was known at the first origin`;
    diagnostics.error('window', place, what, {
      expected: `a time at least ${furthest} reports before the first that is scored`,
    });
    return [];
  }
  const count = Math.ceil((to - first) / wish.every);
  return Array.from({ length: count }, (_, k) => first + k * wish.every);
}
