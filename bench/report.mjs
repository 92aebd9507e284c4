/** Writes what was measured as Markdown. */
import { least, median } from './measure/statistics.mjs';

/**
 * The goals for W2: how many times the kernel's time an engine takes (`times`), or how many times the engine's time
 * the kernel may take (`slower`).
 */
const GOALS = [
  { id: 'c', times: 2.5, stretch: 4, label: 'scalar C, `-O3 -march=native`' },
  { id: 'c-roots', label: 'the same with square roots written by hand' },
  {
    id: 'c-lanes',
    slower: 1.7,
    stretch: 1.3,
    label: 'C, structure of arrays, AVX2, `-ffast-math`, libmvec',
  },
  { id: 'c-128', label: 'the same with vectors as wide as those of WebAssembly, `-msse4.2`' },
  { id: 'c-native', label: 'the same with `-march=native`' },
  { id: 'sdeverywhere', times: 12, label: 'SDEverywhere, JavaScript' },
  { id: 'reference', times: 500, label: 'the reference (mathjs)' },
  { id: 'simulation', times: 8000, label: '`simulation` (Insight Maker)' },
];

export function report({ date, command, machine, loads, rounds, workloads, parts }) {
  const w2 = workloads.find(({ workload }) => workload.key === 'w2');
  return [
    '# Results of the benchmark',
    `Written by \`${command}\` on ${date}; what is measured and how is in [README.md](README.md).`,
    table(['', ''], [...machine, ['load before, after', `${loads.before}; ${loads.after}`]]),
    '## Goals',
    table(['', 'goal', 'measured', ''], [...ratioRows(w2), ...partRows(parts)]),
    'A ratio is that of the medians; in brackets that of the minima.',
    ...workloads.flatMap((one) => workloadSection(one, rounds)),
    ...partSections(parts),
  ]
    .join('\n\n')
    .concat('\n');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function workloadSection({ workload, engines }, rounds) {
  const { key, name, updates_per_step: updates, steps } = workload;
  const rows = engines.map((one) => {
    if (one.times === undefined) return [one.engine.name, one.problem, '', '', ''];
    const ns = median(one.times);
    return [
      one.engine.name,
      digits(ns),
      digits(least(one.times)),
      digits(1e9 / (ns * updates * steps)),
      one.difference.toExponential(1),
    ];
  });
  return [
    `## ${key.toUpperCase()}: ${name}, ${updates} updates a step, ${steps} steps`,
    `One thread, ${rounds} interleaved rounds, each engine warm and in a process of its own on one core.`,
    table(
      ['engine', 'ns per update, median', 'least', 'runs a second', 'largest difference'],
      rows,
    ),
  ];
}

function ratioRows(w2) {
  const timesOf = (id) => w2?.engines.find(({ engine }) => engine.id === id)?.times;
  const kernel = timesOf('kernel');
  return GOALS.map(({ id, times, slower, stretch, label }) => {
    const found = timesOf(id);
    const asked =
      times === undefined
        ? slower && `at most ${slower} times slower`
        : `at least ${times.toLocaleString('en')} times faster`;
    const goal = asked ? `${asked}${stretch ? `; stretch ${stretch}` : ''}` : '';
    if (kernel === undefined || found === undefined)
      return [`W2 against ${label}`, goal, 'not measured', ''];
    const ratio = median(found) / median(kernel);
    const best = least(found) / least(kernel);
    const met = times === undefined ? 1 / ratio <= slower : ratio >= times;
    return [`W2 against ${label}`, goal, compared(ratio, best), asked ? yes(met) : ''];
  });
}

function partRows({ cold, million, scaling, mali }) {
  const rows = [];
  const missing = (part) => part?.problem ?? 'not measured';
  const add = (label, goal, measured, met) => rows.push([label, goal, measured, met]);
  const wall = 'model file to result, cold process, 1,000 worlds';
  if (cold?.wall === undefined) add(wall, 'at most 0.6 s', missing(cold), '');
  else {
    add(wall, 'at most 0.6 s', seconds(cold.wall), yes(cold.wall <= 600));
    add(
      'of which compiling',
      'at most 60 ms',
      `${digits(cold.compile)} ms`,
      yes(cold.compile <= 60),
    );
  }
  const most = 'at most 60 s and 500 MB';
  const all = `${count(million?.worlds ?? 1e6)} worlds, two workers, quantiles of four outputs at every step`;
  if (million?.wall === undefined) add(all, most, missing(million), '');
  else {
    const measured = `${seconds(million.wall)}, ${count(million.megabytes)} MB`;
    const met = million.wall <= 60_000 && million.megabytes <= 500;
    add(all, most, measured, million.worlds === 1e6 ? yes(met) : '');
  }
  const two = 'two workers against one';
  if (scaling?.one === undefined) add(two, 'at least 1.8 times', missing(scaling), '');
  else {
    const ratio = scaling.one / scaling.two;
    add(two, 'at least 1.8 times', `${ratio.toFixed(2)} times`, yes(ratio >= 1.8));
  }
  if (mali?.wall === undefined) add('the Mali comparison', 'report it', missing(mali), '');
  else {
    const label = `the Mali comparison, ${mali.scenarios} scenarios, ${count(mali.worlds)} worlds`;
    add(label, 'report it', seconds(mali.wall), '');
  }
  return rows;
}

function partSections({ cold, million, scaling, mali, profile }) {
  const sections = [];
  if (cold?.laps !== undefined) {
    sections.push(
      '## From a model file, cold, 1,000 worlds of W2',
      `Through the library on one thread; \`toguna run\` on the same file takes ${seconds(cold.command)}.`,
      lapTable(cold.laps),
    );
  }
  if (million?.laps !== undefined) {
    const how = million.sketched ? 'counted into sketches' : 'kept whole, so quantiles are exact';
    sections.push(
      `## ${count(million.worlds)} worlds of W2, two workers`,
      `${seconds(million.wall)} in all, at most ${count(million.megabytes)} MB in memory; paths are ${how}.`,
      lapTable(million.laps),
    );
  }
  if (scaling?.one !== undefined) {
    sections.push(
      `## Two workers, ${count(scaling.worlds)} worlds of W2`,
      `One worker ran them in ${seconds(scaling.one)}, two in ${seconds(scaling.two)}, starting them included.`,
    );
  }
  if (mali?.wall !== undefined) {
    sections.push(
      '## The Mali comparison',
      `\`toguna run scenarios/mali/*.yaml --worlds ${mali.worlds} --out DIR\` takes ${seconds(mali.wall)}.`,
    );
    sections.push(...profileSection(profile));
  }
  return sections;
}

function profileSection(profile) {
  if (profile?.main === undefined) return [`No profile: ${profile?.problem ?? 'not measured'}.`];
  const { main, workers, files, wall } = profile;
  const names = [...new Set([...Object.keys(main), ...Object.keys(workers)])];
  const sum = (name) => (main[name] ?? 0) + (workers[name] ?? 0);
  names.sort((a, b) => sum(b) - sum(a));
  const total = (part) => Object.values(part).reduce((a, b) => a + b, 0);
  const cell = (part, name) => {
    const share = (100 * (part[name] ?? 0)) / total(part);
    return part[name] === undefined ? '' : `${count(part[name])} ms, ${share.toFixed(0)} %`;
  };
  return [
    `Under the profiler it took ${seconds(wall)}. What the main thread did, and all workers together; the main thread waits while workers run:`,
    table(
      ['', 'main thread', 'workers'],
      names.map((name) => [name, cell(main, name), cell(workers, name)]),
    ),
    'The files that took most, with what they call outside toguna:',
    table(
      ['', 'ms'],
      files.slice(0, 10).map(([file, time]) => [`\`${file}\``, count(time)]),
    ),
  ];
}

const LAPS = {
  start: 'starting Node',
  load: 'loading toguna',
  read: 'reading and checking the model',
  draw: 'drawing worlds',
  compile: 'compiling',
  run: 'running',
  summarise: 'quantiles of four outputs at 241 times',
};

// With workers, compiling happens there and counts as running.
function lapTable(laps) {
  const rows = Object.entries(LAPS).filter(([name]) => laps[name] > 0);
  return table(
    ['', 'ms'],
    rows.map(([name, title]) => [title, digits(laps[name])]),
  );
}

function compared(ratio, best) {
  return ratio >= 1
    ? `${digits(ratio)} times faster (${digits(best)})`
    : `${digits(1 / ratio)} times slower (${digits(1 / best)})`;
}

function yes(met) {
  return met ? 'met' : '**missed**';
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Three digits, whatever the size. */
function digits(value) {
  return value >= 100 ? count(value) : String(Number(value.toPrecision(3)));
}

function count(value) {
  return Math.round(value).toLocaleString('en');
}
