import type { Calibration, ScoreWish } from '../calibration/calibration.js';
import type { ScoreRow, SkillOver } from '../calibration/score/score.js';
import { FORECASTERS } from '../calibration/score/score.js';
import { labelOfReport } from '../model/moments.js';
import { inLanguage } from '../model/names.js';
import type { SvgPanel } from '../report/svg-page.js';
import { svgPage } from '../report/svg-page.js';
import { csvRow } from '../results/csv.js';
import { NOTICE } from '../results/notice.js';
import { columnsOf } from './fit-report.js';
import type { Posterior } from './read-posterior.js';
import { posteriorAt } from './read-posterior.js';

/** What was scored, and how it went. */
export interface ScoreSummary {
  readonly calibration: Calibration;
  readonly wish: ScoreWish;
  readonly window: { readonly from: number; readonly to: number };
  readonly rows: readonly ScoreRow[];
  readonly posteriors: readonly Posterior[];
}

const HEADER = [
  'place',
  'lead',
  'forecaster',
  'months',
  'crps',
  'log_score',
  'weighted_interval_score',
  'coverage_50',
  'coverage_90',
  'width_50',
  'width_90',
  'msle',
  'skill',
  'skill_p05',
  'skill_p95',
  'skill_over',
  'skill_over_last_12',
  'skill_over_last_12_p05',
  'skill_over_last_12_p95',
];

/** All scores, a row for each place, lead and forecaster; lead `long` is the long run. */
export function scoreCsv(rows: readonly ScoreRow[]): string {
  const lines = rows.map(({ place, lead, forecaster, cells, scores, skill, skills }) => {
    const recent = skills?.find((one) => one.over === 'last_12');
    return csvRow([
      place,
      lead === 0 ? 'long' : lead,
      forecaster,
      cells,
      scores.crps,
      scores.log,
      scores.wis,
      scores.inside50,
      scores.inside90,
      scores.width50,
      scores.width90,
      scores.squaredLog,
      skill?.skill ?? '',
      skill?.interval?.low ?? '',
      skill?.interval?.high ?? '',
      skill?.over ?? '',
      recent?.skill ?? '',
      recent?.interval?.low ?? '',
      recent?.interval?.high ?? '',
    ]);
  });
  return [csvRow(HEADER), ...lines].join('');
}

export function scoreJson(summary: ScoreSummary): string {
  return JSON.stringify(
    {
      notice: NOTICE,
      window: windowText(summary),
      warning: fittedText(summary),
      rows: summary.rows,
    },
    undefined,
    2,
  );
}

/** The table: the mean over elements and their sum at each lead, then the skill of the model in each place. */
export function scoreText(summary: ScoreSummary): string {
  const { rows } = summary;
  const places = [...new Set(rows.map((one) => one.place))];
  const leads = [...new Set(rows.map((one) => one.lead))];
  const shown = places.filter((one) => isTotal(one));
  const blocks = shown.flatMap((place) =>
    leads.map((lead) => {
      const found = FORECASTERS.flatMap(
        (name) =>
          rows.find((one) => one.place === place && one.lead === lead && one.forecaster === name) ??
          [],
      );
      const cells = found.map(({ forecaster, scores }) => [
        `  ${forecaster}`,
        fixed(scores.crps),
        fixed(scores.log),
        fixed(scores.wis),
        percent(scores.inside50),
        percent(scores.inside90),
        fixed(scores.width50),
        fixed(scores.width90),
        fixed(scores.squaredLog),
      ]);
      const head = [
        `${placeText(place)}, ${leadText(lead)}`,
        'CRPS',
        'log',
        'WIS',
        'in 50 %',
        'in 90 %',
        'width 50 %',
        'width 90 %',
        'MSLE',
      ];
      const { skill, skills = [] } = found.find((one) => one.forecaster === 'model') ?? {};
      const recent = skills.filter((one) => one.over === 'last_12' && one !== skill);
      const lines = [...(skill === undefined ? [] : [skill]), ...recent].map(
        (one) => `  ${skillText(one, one === skill)}`,
      );
      return [columnsOf([head, ...cells]), ...lines].join('\n');
    }),
  );
  const elements = places.filter((one) => !shown.includes(one));
  const table = [
    ['Skill by place', ...leads.map(leadText)],
    ...elements.map((place) => [
      place,
      ...leads.map((lead) => {
        const row = rows.find(
          (one) => one.place === place && one.lead === lead && one.forecaster === 'model',
        );
        return row?.skill === undefined ? '' : fixed(row.skill.skill);
      }),
    ]),
  ];
  return [
    `${inLanguage(summary.calibration.title, 'en')}: ${windowText(summary)}`,
    fittedText(summary),
    '',
    ...blocks.flatMap((one) => [one, '']),
    ...(elements.length === 0 ? [] : [columnsOf(table), '']),
    NOTICE,
    '',
  ].join('\n');
}

function isTotal(place: string): boolean {
  return place === 'all' || /^(.*, )?(mean|sum)$/.test(place);
}

function skillText({ skill, interval, over }: SkillOver, best: boolean): string {
  const range =
    interval === undefined
      ? 'too few months for an interval'
      : `90 % interval ${fixed(interval.low)} to ${fixed(interval.high)}`;
  return `skill over ${best ? `the best benchmark (${over})` : over}: ${fixed(skill)}, ${range}`;
}

function skillNote({ skill, interval }: SkillOver): string {
  const range =
    interval === undefined ? '' : ` (${fixed(interval.low)} to ${fixed(interval.high)})`;
  return `skill ${fixed(skill)}${range}`;
}

function placeText(place: string): string {
  if (place === 'all') return 'All';
  const [, group, kind] = /^(?:(.*), )?(mean|sum)$/.exec(place) ?? [];
  const what = kind === 'mean' ? 'Mean over places' : 'Sum of places';
  return group === undefined ? what : `${group}: ${what.toLowerCase()}`;
}

function leadText(lead: number): string {
  return lead === 0 ? 'long run' : `${lead} ahead`;
}

function windowText({ calibration, window }: ScoreSummary): string {
  const { horizon, model } = calibration;
  const at = (report: number) => labelOfReport(report, horizon, model.time);
  return `scored from ${at(window.from)} to ${at(window.to)}`;
}

/** How much of what is scored the posterior had seen at the origin that forecast it. */
function fittedText({ posteriors, window, wish }: ScoreSummary): string {
  const saw = (origin: number) => posteriorAt(posteriors, origin)?.seen ?? Number.NaN;
  const furthest = Math.max(...wish.leads);
  const months = Array.from({ length: window.to - window.from + 1 }, (_, k) => window.from + k);
  const refitted = posteriors.length > 1;
  const seen = months.filter((report) => {
    const origin = report - furthest;
    return refitted ? saw(origin) > origin : saw(origin) >= report;
  }).length;
  if (seen === 0)
    return refitted
      ? `Each is forecast from a posterior that saw only what was before its origin (${posteriors.length} posteriors).`
      : 'None of these months was part of the fit.';
  const what = refitted
    ? 'are forecast from a posterior that saw months after the origin'
    : 'were part of the fit';
  return `${seen} of these ${months.length} ${what}: scores of the model are too good there.`;
}

/** Small charts: CRPS by forecaster for each lead, over all and by place. */
export function scoreSvg(summary: ScoreSummary): string {
  const { rows, calibration } = summary;
  const places = [...new Set(rows.map((one) => one.place))];
  const leads = [...new Set(rows.map((one) => one.lead))];
  const total = isTotal;
  const ordered = [...places.filter(total), ...places.filter((one) => !total(one))];
  const panels = ordered.flatMap((place) =>
    leads.flatMap((lead): SvgPanel[] => {
      const crps = FORECASTERS.map(
        (name) =>
          rows.find((one) => one.place === place && one.lead === lead && one.forecaster === name)
            ?.scores.crps ?? Number.NaN,
      );
      const model = rows.find(
        (one) => one.place === place && one.lead === lead && one.forecaster === 'model',
      );
      if (model === undefined) return [];
      return [
        {
          title: `${total(place) ? placeText(place) : place}, ${leadText(lead)}`,
          note: model.skill === undefined ? '' : skillNote(model.skill),
          bars: crps,
          ...(Number.isFinite(crps[0]) ? { level: crps[0] ?? 0 } : {}),
          left: 'model',
          right: 'seasonal',
        },
      ];
    }),
  );
  const title = `${inLanguage(calibration.title, 'en')}: ${windowText(summary)}`;
  const notes = [
    'CRPS, lower is better. Bars: model, zero, no change, mean of 12, last 12, seasonal; the dashed line is the model.',
    fittedText(summary),
    NOTICE,
  ];
  return svgPage({ title, notes, panels });
}

function fixed(value: number): string {
  // Adding 0 turns a rounded -0 into 0.
  return Number.isFinite(value) ? (Math.round(100 * value) / 100 + 0).toFixed(2) : '';
}

function percent(value: number): string {
  return Number.isFinite(value) ? `${(100 * value).toFixed(0)} %` : '';
}
