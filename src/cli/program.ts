import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { printable } from '../diagnostics/printable.js';
import { NOTICE } from '../results/notice.js';
import { DESIGNS } from '../scenario/designs.js';
import { version } from '../study/home.js';
import { host } from './host.js';
import { sayLines } from './output.js';

// Each command loads its own code, so that --help starts in the time of an empty program.

type Options = Readonly<Record<string, unknown>>;

/** What the program is made with. */
export interface ProgramParts {
  readonly argv: readonly string[];
  /** Takes what goes to standard output: help and the version. */
  readonly show: (text: string) => void;
  /** Takes the exit code of the command. */
  readonly ended: (code: number) => void;
}

/** The commands and their options. */
export function programWith({ argv, show, ended }: ProgramParts): Command {
  const program = new Command('toguna')
    .description(
      `Explore counter-extremism policy: scenarios over many plausible worlds.\n${sentence(NOTICE)}`,
    )
    .version(version())
    .enablePositionalOptions()
    .showHelpAfterError('(--help shows what there is)')
    .configureOutput({
      writeOut: show,
      writeErr: sayLines,
      outputError: (text, write) => write(withPrintable(argv, text)),
      getOutHelpWidth: () => host().stdout.columns ?? 80,
      getErrHelpWidth: () => host().stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nExamples:\n  toguna                                   open the interface on the Mali scenarios\n  toguna run scenarios/mali --worlds 200 --seed demo --out out/\n  toguna explain sahel recruits',
    );
  addRun(program, ended);
  addExplore(program, ended);
  addTour(program, ended);
  addCheck(program, ended);
  addExplain(program, ended);
  addCalibrate(program, ended);
  addScore(program, ended);
  addSchema(program);
  addNew(program, ended);
  addDefault(program, ended);
  for (const command of [program, ...program.commands]) addGlobal(command);
  return program;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Options of every command, documented in the help of each. */
function addGlobal(command: Command): void {
  command
    .addOption(new Option('--lang <language>', 'language of what is shown').choices(['en', 'fr']))
    .option('--debug', 'show where in the program an error arose');
}

// An argument may hold line ends too, which would make it look like a message of the program.
function withPrintable(argv: readonly string[], text: string): string {
  // The value of an option stands alone, behind `--name=` or behind `-n`.
  const parts = argv.flatMap((one) => [one, one.slice(one.indexOf('=') + 1), one.slice(2)]);
  return parts
    .filter((one) => one !== printable(one))
    .sort((a, b) => b.length - a.length)
    .reduce((told, one) => told.replaceAll(one, () => printable(one)), text);
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    const limit = String(most).replace(/\B(?=(\d{3})+$)/g, ',');
    throw new InvalidArgumentError(`expected a whole number from 1 to ${limit}`);
  };
}

function folderName(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('expected the name of a folder');
}

const collect = (text: string, all: readonly string[] = []) => [...all, text];

function planned(command: Command): Command {
  return command
    .option('-n, --worlds <number>', 'how many worlds', wholeNumber(10_000_000))
    .addOption(new Option('--design <design>', 'how worlds are drawn').choices(DESIGNS))
    .option('--seed <text>', 'seed of all random numbers')
    .option('--workers <number>', 'how many threads run it', wholeNumber(256))
    .option('--baseline <name>', 'the scenario that the others are compared with')
    .option(
      '--set <lever=value@region>',
      'add a scenario with a lever at a level; may be repeated',
      collect,
    );
}

type Ended = ProgramParts['ended'];

function addRun(program: Command, ended: Ended): void {
  planned(program.command('run').description('compare scenarios: a table, and files with --out'))
    .argument('<file...>', 'scenario files, a folder of them, or one model file')
    .option('-o, --out <folder>', 'write the results as CSV files into this folder', folderName)
    .option('--all', 'all metrics, in the table and by month in summary.csv')
    .option('--sort <metric>', 'rank the scenarios by what they change in this metric')
    .addOption(
      new Option(
        '--detail <what>',
        'also write what the model reports by region, organisation and month',
      ).choices(['regions']),
    )
    .option('--variables <names>', 'also write these variables, parted by commas, in the same way')
    .addOption(
      new Option('--trajectories <format>', 'also write every path of every world').choices([
        'csv',
        'parquet',
      ]),
    )
    .option('--long', 'one statistic a row (output_type, output_type_id, value), as hubs have it')
    .addOption(
      new Option('--format <format>', 'of tables that may be large').choices(['csv', 'parquet']),
    )
    .option('--json', 'print the comparison as JSON')
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      '\nExample:\n  toguna run scenarios/mali --worlds 200 --seed demo --out out/\n  toguna run scenarios/mali/baseline.yaml --set jobs=4000@mopti+segou\n  toguna run scenarios/mali --sort civilian_deaths_mali --all',
    )
    .action(async (files: string[], options: Options) => {
      const { run } = await import('./run.js');
      ended(await run(files, { ...options, language: await language(options) }));
    });
}

function addExplore(program: Command, ended: Ended): void {
  planned(program.command('explore').description('open the interface on scenarios'))
    .argument('<file...>', 'scenario files, a folder of them, or one model file')
    .addHelpText(
      'after',
      '\nExample:\n  toguna explore scenarios/mali/baseline.yaml scenarios/mali/jobs_first.yaml',
    )
    .action(async (files: string[], options: Options) => {
      const { explore } = await import('./explore.js');
      ended(await explore(files, { ...options, language: await language(options) }));
    });
}

function addTour(program: Command, ended: Ended): void {
  program
    .command('tour')
    .description(
      'open the interface on the Mali scenarios, with five steps that show how it is used',
    )
    .addHelpText('after', '\nExample:\n  toguna tour')
    .action(async (options: Options) => {
      const { explore } = await import('./explore.js');
      ended(await explore(await shipped(), { language: await language(options), tour: true }));
    });
}

function addCheck(program: Command, ended: Ended): void {
  program
    .command('check')
    .description('read files, report every problem, and run the checks beside models')
    .argument('<file...>', 'models, scenarios, evidence, checks, or folders of them')
    .option('--json', 'print problems and checks as JSON')
    .option('--read-only', 'run no checks')
    .addHelpText('after', '\nExample:\n  toguna check models/sahel scenarios/mali')
    .action(async (files: string[], options: Options) => {
      const { check } = await import('./check.js');
      ended(await check(files, { ...options, language: await language(options) }));
    });
}

function addExplain(program: Command, ended: Ended): void {
  program
    .command('explain')
    .description('what a variable is, what it uses, what uses it, its loops, its evidence')
    .argument('<model>', 'a model file, or the name of a shipped model')
    .argument('[variable]', 'a variable or metric; all are listed without it')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  toguna explain sahel recruits')
    .action(async (model: string, variable: string | undefined, options: Options) => {
      const { explain } = await import('./explain.js');
      ended(await explain(model, variable, { ...options, language: await language(options) }));
    });
}

function addCalibrate(program: Command, ended: Ended): void {
  program
    .command('calibrate')
    .description('fit a model to observed series; writes the posterior as worlds')
    .argument('<file>', 'a calibration file')
    .option('-o, --out <folder>', 'where the posterior goes (default: beside the file)', folderName)
    .option('--json', 'print the diagnostics as JSON')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', '\nExample:\n  toguna calibrate models/mine/calibration.yaml')
    .action(async (file: string, options: Options) => {
      const { calibrate } = await import('./calibrate.js');
      ended(await calibrate(file, options));
    });
}

function addScore(program: Command, ended: Ended): void {
  program
    .command('score')
    .description('score a fitted model on observed months against simple benchmarks')
    .argument('<file>', 'a calibration file whose posterior was written')
    .option('--data <csv>', 'rows that replace and extend those of the scored series')
    .option('--posterior <folder>', 'where the posterior is (default: beside the file)')
    .option('--from <month>', 'first month that is scored')
    .option('--to <month>', 'last month that is scored')
    .option('-o, --out <folder>', 'write the scores as CSV and SVG into this folder', folderName)
    .option('--json', 'print the scores as JSON')
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      '\nExample:\n  toguna score models/mine/calibration.yaml --data new.csv --out out/',
    )
    .action(async (file: string, options: Options) => {
      const { score } = await import('./score.js');
      ended(await score(file, options));
    });
}

type SchemaKind = 'model' | 'scenario' | 'checks' | 'evidence' | 'calibration';

function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a kind of file, for editors')
    .addArgument(
      program
        .createArgument('<kind>', 'the kind of file')
        .choices(['model', 'scenario', 'checks', 'evidence', 'calibration']),
    )
    .addHelpText('after', '\nExample:\n  toguna schema scenario > scenario.schema.json')
    .action(async (kind: SchemaKind) => {
      const { schemaText } = await import('./schema.js');
      const { printJson } = await import('./output.js');
      await printJson(schemaText(kind));
    });
}

function addNew(program: Command, ended: Ended): void {
  program
    .command('new')
    .description('start a scenario or a model')
    .addArgument(program.createArgument('<kind>', 'what to start').choices(['scenario', 'model']))
    .option('-m, --model <name>', 'the model of a new scenario (default: sahel)')
    .option('-o, --out <file>', 'write this file instead of standard output; never overwrites')
    .addHelpText('after', '\nExample:\n  toguna new scenario --out scenarios/mali/mine.yaml')
    .action(async (kind: 'scenario' | 'model', options: Options) => {
      const { create } = await import('./new.js');
      ended(await create(kind, options));
    });
}

function addDefault(program: Command, ended: Ended): void {
  planned(program)
    .argument('[file...]', 'scenario files to open; the Mali scenarios when absent')
    .action(async (files: string[], options: Options) => {
      const [first] = files;
      if (first !== undefined && /^[a-z-]+$/.test(first) && !existsSync(first))
        return unknownCommand(program, first);
      const { explore } = await import('./explore.js');
      const paths = files.length > 0 ? files : await shipped();
      ended(await explore(paths, { ...options, language: await language(options) }));
    });
}

async function unknownCommand(program: Command, name: string): Promise<void> {
  const { nearest } = await import('../diagnostics/nearest.js');
  const near = nearest(
    name,
    program.commands.map((one) => one.name()),
  );
  program.error(
    `error: there is no command ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

async function shipped(): Promise<readonly string[]> {
  const { shippedScenarios } = await import('../study/shipped.js');
  return shippedScenarios();
}

async function language(options: Options) {
  const { chooseLanguage } = await import('../report/words.js');
  return chooseLanguage(typeof options.lang === 'string' ? options.lang : undefined, host().env);
}
