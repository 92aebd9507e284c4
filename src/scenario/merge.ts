import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import type { Text } from '../model/names.js';
import type { Chain } from './chain.js';
import type {
  AssumptionChange,
  AssumptionDocument,
  ChangeDocument,
  EventDocument,
  InterventionDocument,
  PlanDocument,
  ScenarioDocument,
} from './document.js';
import type { Part, Parts } from './part.js';

/** A scenario with all that it inherits, each part with the place it came from. Nothing is checked yet. */
export interface MergedScenario {
  readonly name: string;
  readonly file: string;
  readonly title: Text;
  readonly about?: Text;
  /** Where problems of the scenario as a whole are reported. */
  readonly at: Place;
  /** Names, nearest first. */
  readonly ancestors: readonly string[];
  /** The scenario files read, its own first. */
  readonly files: readonly string[];
  readonly model?: Part<string>;
  readonly outcomes?: Part<readonly string[]>;
  readonly from?: Part<string | number>;
  readonly to?: Part<string | number>;
  readonly plan: Parts<PlanDocument>;
  readonly assumptions: readonly MergedAssumption[];
  readonly policy: readonly MergedIntervention[];
  readonly events: readonly MergedEvent[];
}

export interface MergedIntervention {
  readonly name: string;
  /** Where its name stands in the nearest file that has it. */
  readonly at: Place;
  /** Keys that the file means to give, but that could not be read. */
  readonly unread: ReadonlySet<string>;
  readonly parts: Parts<InterventionDocument>;
}

export interface MergedEvent {
  readonly name: string;
  readonly at: Place;
  /** As for an intervention. */
  readonly unread: ReadonlySet<string>;
  readonly parts: Parts<EventDocument>;
  /** By name of the variable. */
  readonly changes: ReadonlyMap<string, Part<ChangeDocument>>;
}

/** A change of a parameter, or of the elements of it that `elements` picks, one name for each dimension. */
export interface MergedAssumption {
  readonly parameter: string;
  readonly elements: readonly string[];
  readonly part: Part<AssumptionChange>;
}

/** Fills in what a scenario inherits, farthest ancestor first: nearer files change it key by key. */
export function mergeChain(chain: Chain, diagnostics: Diagnostics): MergedScenario {
  const [own, ...ancestors] = chain;
  const { title, about } = own.yaml.value;
  const policy = new Map<string, MergedIntervention>();
  const events = new Map<string, MergedEvent>();
  const assumptions = new Map<string, AssumptionNode>();
  const plan: MutableParts<PlanDocument> = {};
  const scalars: MutableParts<Pick<ScenarioDocument, 'model' | 'outcomes' | 'from' | 'to'>> = {};
  for (const { yaml } of [...chain].reverse()) {
    const { model, outcomes, from, to } = yaml.value;
    mergeKeys(scalars, { model, outcomes, from, to }, yaml, []);
    checkPlanRemovals(plan, yaml.value.plan ?? {}, yaml, diagnostics);
    mergeKeys(plan, yaml.value.plan ?? {}, yaml, ['plan']);
    mergeNamed(policy, yaml.value.policy ?? {}, yaml, 'policy', diagnostics, mergeIntervention);
    mergeNamed(events, yaml.value.events ?? {}, yaml, 'events', diagnostics, mergeEvent);
    mergeNamed(
      assumptions,
      yaml.value.assumptions ?? {},
      yaml,
      'assumptions',
      diagnostics,
      mergeAssumption,
    );
  }
  return {
    name: own.name,
    file: own.yaml.file,
    title: title ?? own.name,
    ...(about === undefined ? {} : { about }),
    at: { file: own.yaml.file, line: 1, column: 1 },
    ancestors: ancestors.map((one) => one.name),
    files: chain.map((one) => one.yaml.file),
    ...scalars,
    plan,
    assumptions: [...assumptions].flatMap(([name, node]) => leavesOf(name, [], node)),
    policy: [...policy.values()],
    events: [...events.values()],
  };
}

type Yaml = YamlFile<ScenarioDocument>;
type MutableParts<T> = { -readonly [K in keyof Parts<T>]: Parts<T>[K] };
type Merge<Value, Merged> = (
  name: string,
  inherited: Merged | undefined,
  value: Value,
  yaml: Yaml,
  path: Path,
  diagnostics: Diagnostics,
) => Merged;

/** Merges the entries of a section by name; `null` removes an inherited one. */
function mergeNamed<Value, Merged>(
  merged: Map<string, Merged>,
  entries: Readonly<Record<string, Value | null>>,
  yaml: Yaml,
  section: string,
  diagnostics: Diagnostics,
  merge: Merge<Value, Merged>,
  base: Path = [],
): void {
  for (const [name, value] of Object.entries(entries)) {
    const path = [...base, section, name];
    if (value !== null) {
      merged.set(name, merge(name, merged.get(name), value, yaml, path, diagnostics));
    } else if (!merged.delete(name)) {
      diagnostics.error(
        'nothing-to-remove',
        yaml.placeOfKey(path),
        `${section}.${name} is empty, and nothing of this name is inherited that it could remove`,
        { nearest: () => nearest(name, merged.keys()) },
      );
    }
  }
}

// `seed: null` would otherwise be the default seed, without a word.
function checkPlanRemovals(
  inherited: Parts<PlanDocument>,
  given: PlanDocument,
  yaml: Yaml,
  diagnostics: Diagnostics,
): void {
  for (const key of ['worlds', 'design', 'seed', 'worlds_file'] as const) {
    if (given[key] !== null || inherited[key] !== undefined) continue;
    diagnostics.error(
      'nothing-to-remove',
      yaml.placeOfKey(['plan', key]),
      `plan.${key} is empty, and nothing is inherited that it could remove`,
      { expected: key === 'seed' ? 'a seed; quotes around one that is the word null' : 'a value' },
    );
  }
}

/** Sets the keys that a file gives; `null` gives up an inherited key. */
function mergeKeys<T extends object>(
  parts: MutableParts<T>,
  given: { readonly [K in keyof T]?: T[K] | undefined },
  yaml: Yaml,
  path: Path,
): void {
  for (const key of Object.keys(given) as (keyof T & string)[]) {
    const value = given[key];
    if (value === null) delete parts[key];
    else if (value !== undefined) {
      parts[key] = { value, file: yaml, path: [...path, key] } as Part<NonNullable<T[typeof key]>>;
    }
  }
}

function mergeIntervention(
  name: string,
  inherited: MergedIntervention | undefined,
  value: InterventionDocument,
  yaml: Yaml,
  path: Path,
): MergedIntervention {
  const parts: MutableParts<InterventionDocument> = { ...inherited?.parts };
  // A level replaces an inherited budget, and a budget an inherited level: they are two ways to say how much.
  if (typeof value.level === 'number') delete parts.budget;
  if (typeof value.budget === 'number') delete parts.level;
  mergeKeys<InterventionDocument>(parts, value, yaml, path);
  return { name, at: yaml.placeOfKey(path), unread: unreadIn(yaml, path), parts };
}

function unreadIn(yaml: Yaml, path: Path): ReadonlySet<string> {
  const prefix = `${path.join('.')}.`;
  const inside = [...yaml.unread].filter((one) => one.startsWith(prefix));
  return new Set(inside.map((one) => one.slice(prefix.length).split('.')[0] ?? ''));
}

function mergeEvent(
  name: string,
  inherited: MergedEvent | undefined,
  value: EventDocument,
  yaml: Yaml,
  path: Path,
  diagnostics: Diagnostics,
): MergedEvent {
  const parts: MutableParts<EventDocument> = { ...inherited?.parts };
  const { changes: given, ...keys } = value;
  mergeKeys<EventDocument>(parts, keys, yaml, path);
  const changes = new Map(given === null ? [] : inherited?.changes);
  mergeNamed(changes, given ?? {}, yaml, 'changes', diagnostics, mergeChange, path);
  return { name, at: yaml.placeOfKey(path), unread: unreadIn(yaml, path), parts, changes };
}

function mergeChange(
  _name: string,
  _inherited: Part<ChangeDocument> | undefined,
  value: ChangeDocument,
  yaml: Yaml,
  path: Path,
): Part<ChangeDocument> {
  return { value, file: yaml, path };
}

// An assumption is a change, or one for each of some elements: then those of other elements are kept.
type AssumptionNode =
  | { readonly change: Part<AssumptionChange> }
  | { readonly children: ReadonlyMap<string, AssumptionNode> };

function mergeAssumption(
  _name: string,
  inherited: AssumptionNode | undefined,
  value: NonNullable<AssumptionDocument>,
  yaml: Yaml,
  path: Path,
  diagnostics: Diagnostics,
): AssumptionNode {
  if (isChange(value)) return { change: { value, file: yaml, path } };
  const children = new Map(inherited && 'children' in inherited ? inherited.children : []);
  const base = path.slice(0, -1);
  mergeNamed(children, value, yaml, String(path.at(-1)), diagnostics, mergeAssumption, base);
  return { children };
}

function isChange(value: NonNullable<AssumptionDocument>): value is AssumptionChange {
  if (typeof value === 'number') return true;
  const [[key, inner] = [], ...others] = Object.entries(value);
  if (others.length > 0) return false;
  // No map of elements holds a text, and every distribution has one for its kind.
  if (key === 'distribution') return typeof inner === 'object' && inner !== null && 'kind' in inner;
  return (key === 'scale' || key === 'shift') && typeof inner === 'number';
}

function leavesOf(
  parameter: string,
  elements: readonly string[],
  node: AssumptionNode,
): MergedAssumption[] {
  if ('change' in node) return [{ parameter, elements, part: node.change }];
  return [...node.children].flatMap(([name, child]) =>
    leavesOf(parameter, [...elements, name], child),
  );
}
