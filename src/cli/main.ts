import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from './home.js';
import { runMain } from './main-errors.js';

// Each command loads its own code, so that --help starts in the time of an empty program.

const program = new Command('toguna')
  .description(
    'Explore counter-extremism policy: scenarios over many plausible worlds.\nScenario exploration, not a forecast; not for targeting.',
  )
  .version(version())
  .addOption(new Option('--lang <language>', 'language of what is shown').choices(['en', 'fr']))
  .option('--debug', 'show where in the program an error arose')
  .enablePositionalOptions()
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExamples:\n  toguna                                   open the interface on the Mali scenarios\n  toguna run scenarios/mali/*.yaml --worlds 200 --seed demo --out out/\n  toguna explain sahel recruits',
  );

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000_000) {
    throw new InvalidArgumentError('expected a whole number from 1 to 10,000,000');
  }
  return value;
};
const threads = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 256) {
    throw new InvalidArgumentError('expected a whole number from 1 to 256');
  }
  return value;
};
const collect = (text: string, all: readonly string[] = []) => [...all, text];

const planned = (command: Command): Command =>
  command
    .option('-n, --worlds <number>', 'how many worlds', count)
    .addOption(
      new Option('--design <design>', 'how worlds are drawn').choices([
        'latin_hypercube',
        'monte_carlo',
        'sobol',
      ]),
    )
    .option('--seed <text>', 'seed of all random numbers')
    .option('--workers <number>', 'how many threads run it', threads)
    .option('--baseline <name>', 'the scenario that the others are compared with')
    .option(
      '--set <lever=value@region>',
      'add a scenario with a lever at a level; may be repeated',
      collect,
    );

planned(program.command('run').description('compare scenarios: a table, and files with --out'))
  .argument('<file...>', 'scenario files, or one model file')
  .option('-o, --out <folder>', 'write the results as CSV files into this folder')
  .addOption(
    new Option('--trajectories <format>', 'also write every path of every world').choices([
      'csv',
      'parquet',
    ]),
  )
  .option('--json', 'print the comparison as JSON')
  .option('-q, --quiet', 'no progress')
  .addHelpText(
    'after',
    '\nExample:\n  toguna run scenarios/mali/*.yaml --worlds 200 --seed demo --out out/\n  toguna run scenarios/mali/baseline.yaml --set jobs=4000@mopti+segou',
  )
  .action(async (files: string[], options: Record<string, unknown>) => {
    const { run } = await import('./run.js');
    process.exitCode = await run(files, { ...options, language: await language() });
  });

planned(program.command('explore').description('open the interface on scenarios'))
  .argument('<file...>', 'scenario files, or one model file')
  .addHelpText(
    'after',
    '\nExample:\n  toguna explore scenarios/mali/baseline.yaml scenarios/mali/jobs_first.yaml',
  )
  .action(async (files: string[], options: Record<string, unknown>) => {
    const { explore } = await import('./explore.js');
    process.exitCode = await explore(files, {
      ...options,
      language: await language(),
    });
  });

program
  .command('tour')
  .description('open the interface on the Mali scenarios, with five steps that show how it is used')
  .addHelpText('after', '\nExample:\n  toguna tour')
  .action(async () => {
    const { explore } = await import('./explore.js');
    const { shippedScenarios } = await import('./shipped.js');
    const { DiskFiles } = await import('./disk-files.js');
    const paths = shippedScenarios(new DiskFiles());
    process.exitCode = await explore(paths, { language: await language(), tour: true });
  });

program
  .command('check')
  .description('read files, report every problem, and run the checks beside models')
  .argument('<file...>', 'models, scenarios, evidence, checks, or folders of models')
  .option('--json', 'print problems and checks as JSON')
  .option('--read-only', 'run no checks')
  .addHelpText('after', '\nExample:\n  toguna check models/sahel scenarios/mali/*.yaml')
  .action(async (files: string[], options: { json?: boolean; readOnly?: boolean }) => {
    const { check } = await import('./check.js');
    process.exitCode = await check(files, { ...options, language: await language() });
  });

program
  .command('explain')
  .description('what a variable is, what it uses, what uses it, its loops, its evidence')
  .argument('<model>', 'a model file, or the name of a shipped model')
  .argument('[variable]', 'a variable or metric; all are listed without it')
  .option('--json', 'print as JSON')
  .addHelpText('after', '\nExample:\n  toguna explain sahel recruits')
  .action(async (model: string, variable: string | undefined, options: { json?: boolean }) => {
    const { explain } = await import('./explain.js');
    process.exitCode = await explain(model, variable, { ...options, language: await language() });
  });

program
  .command('calibrate')
  .description('fit a model to observed series; writes the posterior as worlds')
  .argument('<file>', 'a calibration file')
  .option('-o, --out <folder>', 'where the posterior goes (default: beside the file)')
  .option('--json', 'print the diagnostics as JSON')
  .option('-q, --quiet', 'no progress')
  .addHelpText('after', '\nExample:\n  toguna calibrate models/mine/calibration.yaml')
  .action(async (file: string, options: { out?: string; json?: boolean; quiet?: boolean }) => {
    const { calibrate } = await import('./calibrate.js');
    process.exitCode = await calibrate(file, options);
  });

program
  .command('score')
  .description('score a fitted model on observed months against simple benchmarks')
  .argument('<file>', 'a calibration file whose posterior was written')
  .option('--data <csv>', 'rows that replace and extend those of the scored series')
  .option('--posterior <folder>', 'where the posterior is (default: beside the file)')
  .option('--from <month>', 'first month that is scored')
  .option('--to <month>', 'last month that is scored')
  .option('-o, --out <folder>', 'write the scores as CSV and SVG into this folder')
  .option('--json', 'print the scores as JSON')
  .option('-q, --quiet', 'no progress')
  .addHelpText(
    'after',
    '\nExample:\n  toguna score models/mine/calibration.yaml --data new.csv --out out/',
  )
  .action(async (file: string, options: Record<string, never>) => {
    const { score } = await import('./score.js');
    process.exitCode = await score(file, options);
  });

program
  .command('schema')
  .description('print the JSON Schema of a kind of file, for editors')
  .addArgument(
    program
      .createArgument('<kind>', 'the kind of file')
      .choices(['model', 'scenario', 'checks', 'evidence', 'calibration']),
  )
  .addHelpText('after', '\nExample:\n  toguna schema scenario > scenario.schema.json')
  .action(async (kind: 'model' | 'scenario' | 'checks' | 'evidence' | 'calibration') => {
    const { schemaText } = await import('./schema.js');
    const { print } = await import('./output.js');
    await print(schemaText(kind));
  });

program
  .command('new')
  .description('start a scenario or a model')
  .addArgument(program.createArgument('<kind>', 'what to start').choices(['scenario', 'model']))
  .option('-m, --model <name>', 'the model of a new scenario (default: sahel)')
  .option('-o, --out <file>', 'write this file instead of standard output; never overwrites')
  .addHelpText('after', '\nExample:\n  toguna new scenario --out scenarios/mali/mine.yaml')
  .action(async (kind: 'scenario' | 'model', options: { model?: string; out?: string }) => {
    const { create } = await import('./new.js');
    process.exitCode = await create(kind, options);
  });

planned(program)
  .argument('[file...]', 'scenario files to open; the Mali scenarios when absent')
  .action(async (files: string[], options: Record<string, unknown>) => {
    const [first] = files;
    if (first !== undefined && /^[a-z-]+$/.test(first)) return unknownCommand(first);
    const { explore } = await import('./explore.js');
    const { shippedScenarios } = await import('./shipped.js');
    const { DiskFiles } = await import('./disk-files.js');
    const paths = files.length > 0 ? files : shippedScenarios(new DiskFiles());
    process.exitCode = await explore(paths, { ...options, language: await language() });
  });

async function unknownCommand(name: string): Promise<void> {
  const { nearest } = await import('../diagnostics/nearest.js');
  const near = nearest(
    name,
    program.commands.map((one) => one.name()),
  );
  program.error(
    `error: there is no command ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

async function language() {
  const { chooseLanguage } = await import('../report/words.js');
  return chooseLanguage(program.opts<{ lang?: string }>().lang, process.env);
}

await runMain(program);
