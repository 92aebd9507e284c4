import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { Segment, Sink } from './segment.js';
import { nodesOf, sourceOf } from './segment.js';

/** Something done in a loop: a value worked out, or a sink. */
export type Item = Node | Sink;

/** A loop over all elements of `dims` with one body, or the sums of one network. */
export interface Nest {
  readonly dims: readonly string[];
  readonly network?: Node;
  readonly nodes: readonly Node[];
  readonly sinks: readonly Sink[];
}

/** The order of a segment's loops, and the values that pass from one to another through memory. */
export interface Schedule {
  readonly nests: readonly Nest[];
  readonly stored: ReadonlySet<Node>;
}

interface Class {
  readonly key: string;
  readonly dims: readonly string[];
  readonly network?: Node;
  /** Rank within a level; what is broadcast comes before what it is broadcast to. */
  rank: number;
}

interface Entry {
  readonly item: Item;
  readonly class: Class;
  /** What it uses that is worked out in the same segment. */
  readonly uses: readonly { readonly entry: Entry; readonly crosses: boolean }[];
  level: number;
  latest: number;
}

function isSink(item: Item): item is Sink {
  return 'kind' in item;
}

/**
 * Puts a segment's work into as few loops as its crossings of elements allow: everything over the same
 * dimensions goes into one body, as late as what uses it permits, so that little passes through memory.
 */
export function schedule(segment: Segment, graph: Graph): Schedule {
  const classes = new Map<string, Class>();
  const entries = new Map<Item, Entry>();
  const add = (item: Item, args: readonly Node[]) => {
    const own = classOf(item, graph, classes);
    const uses = args.flatMap((arg) => {
      const entry = entries.get(sourceOf(arg));
      if (entry === undefined) return [];
      return [{ entry, crosses: crosses(arg, entry.class, own) }];
    });
    entries.set(item, { item, class: own, uses, level: 0, latest: Number.POSITIVE_INFINITY });
  };
  for (const node of segment.nodes) add(node, node.args);
  for (const sink of segment.sinks) add(sink, nodesOf(sink));
  rank([...classes.values()], graph);
  const list = [...entries.values()];
  setLevels(list);
  return { nests: nestsOf(list), stored: storedOf(list) };
}

function classOf(item: Item, graph: Graph, classes: Map<string, Class>): Class {
  const network = !isSink(item) && item.op === 'network' ? item : undefined;
  const dims = loopDims(item, graph);
  const key = network === undefined ? dims.join() : `network ${network.id}`;
  let found = classes.get(key);
  if (found === undefined) {
    found = { key, dims, rank: 0, ...(network === undefined ? {} : { network }) };
    classes.set(key, found);
  }
  return found;
}

/** The dimensions of the loop that an item stands in. */
function loopDims(item: Item, graph: Graph): readonly string[] {
  if (isSink(item)) return item.dims;
  // A reduction gathers in the loop over what it reduces; the parts of `assemble` are single values.
  if (item.op === 'reduce') return graph.sorted([...(item.args[0]?.dims ?? []), ...item.over]);
  if (item.op === 'assemble') return [];
  if (item.op === 'network') return item.dims.filter((dim) => !item.over.includes(dim));
  return item.dims;
}

// Inside one body values pass in locals; all else goes from a finished loop to a later one.
function crosses(arg: Node, from: Class, to: Class): boolean {
  const whole = arg.op === 'reduce' || arg.op === 'network' || arg.op === 'assemble';
  return from !== to || arg.op === 'pick' || whole;
}

function rank(classes: readonly Class[], graph: Graph): void {
  const weight = (one: Class) => (one.network === undefined ? 2 * one.dims.length : 1);
  const order = (one: Class) => one.network?.id ?? 0;
  const text = (one: Class) => graph.sorted(one.dims).join();
  [...classes]
    .sort((a, b) => weight(a) - weight(b) || order(a) - order(b) || (text(a) < text(b) ? -1 : 1))
    .forEach((one, index) => {
      one.rank = index;
    });
}

function setLevels(entries: readonly Entry[]): void {
  const step = (from: Entry, to: Entry, crossing: boolean) =>
    crossing && from.class.rank >= to.class.rank ? 1 : 0;
  for (const entry of entries)
    for (const { entry: used, crosses: crossing } of entry.uses)
      entry.level = Math.max(entry.level, used.level + step(used, entry, crossing));
  const last = Math.max(0, ...entries.map((one) => one.level));
  for (const entry of [...entries].reverse()) {
    if (entry.latest === Number.POSITIVE_INFINITY) entry.latest = last;
    for (const { entry: used, crosses: crossing } of entry.uses)
      used.latest = Math.min(used.latest, entry.latest - step(used, entry, crossing));
  }
}

function nestsOf(entries: readonly Entry[]): readonly Nest[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.latest} ${entry.class.rank}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()]
    .sort((a, b) => position(a) - position(b))
    .map((group) => {
      const own = group[0]?.class;
      return {
        dims: own?.dims ?? [],
        ...(own?.network === undefined ? {} : { network: own.network }),
        nodes: group.flatMap(({ item }) => (isSink(item) ? [] : [item])),
        sinks: group.flatMap(({ item }) => (isSink(item) ? [item] : [])),
      };
    });
}

function position(group: readonly Entry[]): number {
  const [first] = group;
  return first === undefined ? 0 : first.latest * 1e6 + first.class.rank;
}

function storedOf(entries: readonly Entry[]): ReadonlySet<Node> {
  const stored = new Set<Node>();
  for (const entry of entries) {
    for (const { entry: used, crosses: crossing } of entry.uses) {
      const elsewhere = used.class !== entry.class || used.latest !== entry.latest;
      if ((crossing || elsewhere) && !isSink(used.item)) stored.add(used.item);
    }
  }
  return stored;
}
