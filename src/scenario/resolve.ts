import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, resolveInside } from '../diagnostics/files.js';
import type { Horizon } from '../engine/engine.js';
import { tooManyReported } from '../model/build/limits.js';
import { extendModel } from '../model/extend.js';
import type { Lever, Model } from '../model/model.js';
import { grouped, MAX_REPORTED } from '../model/size.js';
import { warnOfAssumedTimes } from './assumed-times.js';
import { readAssumption } from './assumption.js';
import type { Context } from './context.js';
import type { EventChange } from './event.js';
import { readEvent } from './event.js';
import { layOutEvents } from './event-effects.js';
import { ExtensionBuilder } from './extension.js';
import { warnOfHeldInputs } from './held-inputs.js';
import { readHorizon } from './horizon.js';
import { readIntervention } from './intervention.js';
import type { MergedScenario } from './merge.js';
import { warnOfNoUse } from './no-use.js';
import { placeOf } from './part.js';
import { layOutPolicy } from './policy.js';
import { checkRules } from './rules.js';
import type { GivenValue, InterventionNote, PlanWishes, Scenario } from './scenario.js';
import type { LeverSetting } from './what-if.js';

/**
 * Turns a scenario as written into one that can run: names looked up in the model, months turned into series,
 * triggers into equations. All problems are reported.
 * @param settings levers held at a level, for a quick what-if.
 * @returns undefined after at least one diagnostic that is an error.
 */
export function resolveScenario(
  merged: MergedScenario,
  base: Model,
  files: Files,
  diagnostics: Diagnostics,
  settings: readonly LeverSetting[] = [],
): Scenario | undefined {
  const before = diagnostics.errorCount;
  const horizon = readHorizon(merged, base, diagnostics);
  const assumed = merged.assumptions.flatMap((one) => {
    const assumption = readAssumption(one, base, diagnostics);
    return assumption === undefined
      ? []
      : [{ merged: one, read: assumption, at: placeOf(one.part) }];
  });
  const plan = readPlan(merged, base, files, diagnostics);
  if (horizon === undefined || !checkRoom(merged, base, horizon, settings, diagnostics))
    return undefined;
  const assumptions = assumed.map((one) => one.read);
  warnOfAssumedTimes(merged, assumptions, base, horizon, diagnostics);
  const context: Context = { model: base, horizon, diagnostics };
  const interventions = merged.policy.flatMap((one) => readIntervention(one, context) ?? []);
  const events = merged.events.flatMap((one) => readEvent(one, context) ?? []);
  const extension = new ExtensionBuilder(horizon);
  checkRules(interventions, context);
  const levers = layOutPolicy(interventions, settings, extension, context);
  const jumps = layOutEvents(events, extension, context);
  if (diagnostics.errorCount > before) return undefined;
  const model = extension.isEmpty ? base : extendModel(base, extension.extension, diagnostics);
  if (model === undefined) return undefined;
  // What seems to have no use may be used by what could not be read.
  if (!diagnostics.hasErrors)
    warnOfNoUse(
      { base, model, assumptions: assumed, interventions, settings, events },
      diagnostics,
    );
  warnOfHeldInputs(base, horizon, diagnostics);
  const { name, file, title, about, ancestors } = merged;
  return {
    name,
    file,
    title,
    ...(about === undefined ? {} : { about }),
    ancestors,
    base,
    model,
    horizon,
    assumptions,
    assumedAt: assumed.map((one) => one.at),
    inputs: { levers, jumps },
    interventions: [
      ...interventions.map((one) => one.note),
      ...settings.map((one) => noteOf(one, horizon)),
    ],
    events: events.map((one) => one.note),
    given: [
      ...events.flatMap(({ changes }) => changes.map(givenBy)),
      ...interventions.map(({ lever, level, levelPlace: at }) => levelOf(lever, level, at)),
      ...settings.map(({ lever, value, at }) => levelOf(lever, value - lever.default, at)),
    ],
    plan,
    files: [
      ...merged.files,
      ...base.files,
      ...(plan.worldsFile === undefined ? [] : [plan.worldsFile]),
    ],
  };
}

function givenBy({ variable, kind, value, part }: EventChange): GivenValue {
  return { variable: variable.name, kind, value, at: placeOf(part, [kind]) };
}

function levelOf(lever: Lever, level: number, at: Place): GivenValue {
  return { variable: lever.name, kind: 'set', value: lever.default + level, at };
}

const MAX_POLICY = 5_000_000;

/** Multiplies reports, elements and interventions before room is made for what they deliver. */
function checkRoom(
  { policy, events, at }: MergedScenario,
  base: Model,
  { reports }: Horizon,
  settings: readonly LeverSetting[],
  diagnostics: Diagnostics,
): boolean {
  const sizeOf = (name: string | undefined) => base.variables.get(name ?? '')?.size ?? 1;
  const elements = [
    ...policy.map(({ parts }) => sizeOf(parts.lever?.value)),
    ...events.flatMap(({ changes }) => [...changes.keys()].map(sizeOf)),
    ...settings.map(({ lever }) => lever.size),
  ].reduce((sum, size) => sum + size, 0);
  const reported = [...base.report].reduce((sum, name) => sum + sizeOf(name), base.metrics.length);
  const message = tooManyReported(reports, reported);
  if (message !== undefined)
    diagnostics.error('size', at, message, { expected: `at most ${grouped(MAX_REPORTED)}` });
  const numbers = reports * elements;
  if (numbers > MAX_POLICY) {
    const what = `policy and events make ${grouped(numbers)} numbers: ${grouped(reports)} reports of ${grouped(elements)} elements`;
    diagnostics.error('size', at, what, { expected: `at most ${grouped(MAX_POLICY)}` });
  }
  return message === undefined && numbers <= MAX_POLICY;
}

function readPlan(
  { plan }: MergedScenario,
  base: Model,
  files: Files,
  diagnostics: Diagnostics,
): PlanWishes {
  const { worlds, design, seed, worlds_file } = plan;
  const fitted = worlds?.value === 'posterior';
  const named = worlds_file ?? (fitted ? { ...worlds, value: 'posterior.csv' } : undefined);
  const at = named && placeOf(named);
  const worldsFile =
    named && at && resolveInside(files, folderOf(base.file), named.value, at, diagnostics);
  return {
    ...(typeof worlds?.value === 'number' ? { worlds: worlds.value } : {}),
    ...(design === undefined ? {} : { design: design.value }),
    ...(seed === undefined ? {} : { seed: String(seed.value) }),
    ...(worldsFile === undefined || at === undefined ? {} : { worldsFile, worldsFileAt: at }),
  };
}

function noteOf({ text, lever, value, where }: LeverSetting, horizon: Horizon): InterventionNote {
  const { start } = horizon;
  return {
    name: 'set',
    title: text,
    lever: lever.name,
    level: value,
    where,
    start,
    ramp: 0,
    windDown: 0,
  };
}
