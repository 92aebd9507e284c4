import type { Bench, LeverHead, ProgrammeHead } from '../../live/bench.js';
import type { Draft, InterventionChange } from '../../scenario/draft.js';
import type { Shifts } from './state.js';

/** What the person may edit, and its undo history. */
export interface Edited {
  readonly drafts: readonly Draft[];
  readonly cursor: number;
  readonly shifts: Shifts;
}

/** A slider: an intervention of the scenario under the cursor, or a lever that it does not use. */
export interface LeverRow {
  readonly programme: string;
  readonly lever: LeverHead;
  readonly title: ProgrammeHead['title'];
  readonly level: number;
  readonly where: ProgrammeHead['where'];
  readonly start: number;
  readonly ramp: number;
  /** The level in the scenario that a draft extends; 0 for a lever that it does not use. */
  readonly before: number;
  readonly changed: boolean;
  /** Whether `level` is the money for all of it: the slider then moves a budget. */
  readonly money: boolean;
  /** Whether the person has chosen its regions. */
  readonly scoped: boolean;
  readonly when?: string;
}

/** Parts of an intervention; what is given as undefined is taken back. */
export type PartialChange = {
  readonly [K in keyof Omit<InterventionChange, 'lever'>]: InterventionChange[K] | undefined;
};

/** Whether a lever does nothing, here and in the scenario that it comes from. */
export function isIdle(row: LeverRow): boolean {
  return row.level === 0 && row.before === 0;
}

/**
 * The regions in which a lever acts, or would act if its level were not 0. None while nobody has chosen any for a
 * lever that does nothing; undefined where a rule decides.
 */
export function actsIn(row: LeverRow): readonly string[] | undefined {
  const all = row.lever.regions.map((one) => one.name);
  if (row.where === 'all') return isIdle(row) && !row.scoped ? [] : all;
  return Array.isArray(row.where) ? row.where : undefined;
}

/** The sliders of a scenario: of a loaded one by its number, or of a draft of one. */
export function leverRows(bench: Bench, source: number, draft: Draft | undefined): LeverRow[] {
  const programmes = bench.programmes[source] ?? [];
  return bench.levers.flatMap((lever): LeverRow[] => {
    const own = programmes.filter((one) => one.lever === lever.name);
    const added = Object.keys(draft?.changes ?? {}).filter(
      (name) => draft?.changes[name]?.lever === lever.name,
    );
    const blank = own.length + added.length === 0 ? [freeName(lever.name, programmes)] : [];
    return [
      ...own.map((one) => rowOf(lever, one, draft?.changes[one.name], bench)),
      ...[...added, ...blank].map((name) =>
        rowOf(
          lever,
          {
            name,
            title: lever.title,
            lever: lever.name,
            level: 0,
            where: 'all',
            start: 0,
            ramp: 0,
          },
          draft?.changes[name],
          bench,
        ),
      ),
    ];
  });
}

function rowOf(
  lever: LeverHead,
  head: ProgrammeHead,
  change: InterventionChange | undefined,
  bench: Bench,
): LeverRow {
  const start = change?.start === undefined ? head.start : bench.moments.indexOf(change.start);
  const { budget } = head;
  return {
    programme: head.name,
    lever: budget === undefined ? lever : moneyLever(lever, budget),
    title: head.title,
    level: budget === undefined ? (change?.level ?? head.level) : (change?.budget ?? budget.amount),
    where: change?.regions ?? head.where,
    start,
    ramp: change?.ramp === undefined ? head.ramp : Math.round(change.ramp / bench.interval),
    before: budget?.amount ?? head.level,
    money: budget !== undefined,
    changed: change !== undefined,
    scoped: change?.regions !== undefined,
    ...(head.when === undefined ? {} : { when: head.when }),
  };
}

// A budget moves by a twentieth of what the file says, from a twentieth to four times of it: none is no budget.
function moneyLever(
  lever: LeverHead,
  { amount, unit }: NonNullable<ProgrammeHead['budget']>,
): LeverHead {
  return { ...lever, unit, least: amount / 20, most: 4 * amount, step: amount / 20, cost: '' };
}

function freeName(lever: string, programmes: readonly ProgrammeHead[]): string {
  let name = lever;
  for (let n = 2; programmes.some((one) => one.name === name); n += 1) name = `${lever}_${n}`;
  return name;
}

/** The level `by` steps on, on the grid of the lever's steps and within its range. */
export function nudged(row: LeverRow, by: number): number {
  const { step } = row.lever;
  const steps = row.level / step;
  const next = by > 0 ? Math.floor(steps + 1e-9) + by : Math.ceil(steps - 1e-9) + by;
  return clampLevel(row.lever, Number((next * step).toPrecision(12)));
}

/** The level on the grid of the lever's steps, and within its range. */
export function onGrid(lever: LeverHead, level: number): number {
  const steps = Math.round(level / lever.step);
  return clampLevel(lever, Number((steps * lever.step).toPrecision(12)));
}

/** The level held within what the lever can do. */
export function clampLevel({ least, most }: LeverHead, level: number): number {
  return Math.max(least, Math.min(most, level));
}

/** The draft with one more change of a slider; what comes back to the file's own is left out. */
export function withChange(
  draft: Draft,
  row: LeverRow,
  change: PartialChange,
  head: ProgrammeHead | undefined,
  bench: Bench,
): Draft {
  const before = draft.changes[row.programme];
  const merged = given({
    ...(head === undefined ? { lever: row.lever.name, level: row.level } : {}),
    ...before,
    ...(row.money ? asBudget(change) : change),
  });
  const kept = head === undefined ? withoutNothing(merged) : withoutSame(merged, head, bench);
  return withEntry(draft, row.programme, kept);
}

function asBudget({ level, ...rest }: PartialChange): PartialChange {
  return level === undefined ? rest : { ...rest, budget: level };
}

function given(change: PartialChange & { readonly lever?: string }): InterventionChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

// A new intervention at level 0 of which nothing else is said is none.
function withoutNothing(change: InterventionChange): InterventionChange {
  return change.level === 0 && Object.keys(change).length <= 2 ? {} : change;
}

// Nothing is written that the source says already.
function withoutSame(
  change: InterventionChange,
  head: ProgrammeHead,
  bench: Bench,
): InterventionChange {
  const { level, budget, regions, start, ramp } = change;
  return {
    ...(budget === undefined || budget === head.budget?.amount ? {} : { budget }),
    ...(level === undefined || level === head.level ? {} : { level }),
    ...(regions === undefined || JSON.stringify(regions) === JSON.stringify(head.where)
      ? {}
      : { regions }),
    ...(start === undefined || start === bench.moments[head.start] ? {} : { start }),
    ...(ramp === undefined || ramp === head.ramp * bench.interval ? {} : { ramp }),
  };
}

/** The draft with a slider as its source has it. */
export function withoutChange(draft: Draft, programme: string): Draft {
  return withEntry(draft, programme, {});
}

function withEntry(draft: Draft, name: string, change: InterventionChange): Draft {
  const { [name]: _, ...others } = draft.changes;
  const empty = Object.keys(change).length === 0;
  if (empty) return { ...draft, changes: others };
  return { ...draft, changes: { ...draft.changes, [name]: change } };
}
