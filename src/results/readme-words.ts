import type { WorldsSource } from './worlds-source.js';

/** The sentences of `README.txt`, in one language. */
export interface ReadmeWords {
  readonly head: (baseline: string, others: number) => string;
  readonly worlds: (completed: number, asked: number, seed: string) => string;
  readonly source: (source: WorldsSource) => string;
  /** By name of the file without its ending. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly longSummary: readonly string[];
  /** What is said when `summary` does not have all metrics. */
  readonly headline: string;
  readonly statistics: readonly string[];
  readonly reading: readonly string[];
  readonly parquet: readonly string[];
}

const english: ReadmeWords = {
  head: (baseline, others) =>
    `Results of toguna: ${others} ${others === 1 ? 'scenario' : 'scenarios'} compared with the baseline, "${baseline}"`,
  worlds: (completed, asked, seed) =>
    completed < asked
      ? `The run was interrupted: ${completed} of ${asked} worlds, seed ${seed}.`
      : `${completed} ${completed === 1 ? 'world' : 'worlds'} under each scenario, seed ${seed}.`,
  source: ({ design, worlds_file: file }) =>
    file === undefined
      ? `The worlds are drawn from the distributions of the model (${design}).`
      : `The worlds come from the file ${file.path}.`,
  files: new Map([
    [
      'comparison',
      [
        'Begin here. A row for each scenario and metric, over the whole run: mean and',
        'quantiles under the scenario and the baseline; difference_* is scenario minus',
        'baseline in the same world; share_better, share_worse, share_equal count worlds;',
        'alarm and policy_does_harm say what harm rises.',
      ],
    ],
    ['summary', ['Month by month: mean and quantiles of metrics, for charts with bands.']],
    ['metrics', ['A row for each scenario and world, a column for each metric. Nine digits.']],
    ['worlds', ['The uncertain parameters of each world. Joins to metrics by world.']],
    ['codebook', ['Titles and units of all names in these files.']],
    ['detail', ['Variables by region, organisation and month: mean and quantiles.']],
    ['trajectories', ['Every path of every world. Exact numbers.']],
    ['datapackage', ['Every column, with type, unit and meaning, for programs.']],
    ['manifest', ['What makes the run repeatable: inputs, versions, seed, failed worlds.']],
  ]),
  longSummary: [
    'Mean and quantiles of metrics, a row for each (output_type, output_type_id);',
    'rows without a month are one number for the whole run.',
  ],
  headline: 'The most important metrics; toguna run --all writes all.',
  statistics: [
    'p05, p25, median, p75, p95: 5, 25, 50, 75 and 95 % of worlds lie below. Statistics have six',
    'digits. An empty cell is a number that is not there: its world failed, or nothing compares.',
  ],
  reading: [
    'Spreadsheet  Columns are parted by commas, numbers have a decimal point. Where your spreadsheet',
    '             expects a decimal comma, do not double-click: import the file (Data, From Text/CSV),',
    '             choose UTF-8, comma, and English (United States) as the language of numbers.',
    'R            d <- read.csv("comparison.csv", check.names = FALSE)',
    'Python       d = pandas.read_csv("comparison.csv")',
  ],
  parquet: ['Parquet      arrow::read_parquet("...") in R, pandas.read_parquet("...") in Python'],
};

const french: ReadmeWords = {
  head: (baseline, others) =>
    `Résultats de toguna : ${others} ${others > 1 ? 'scénarios comparés' : 'scénario comparé'} à la référence, « ${baseline} »`,
  worlds: (completed, asked, seed) =>
    completed < asked
      ? `Le calcul a été interrompu : ${completed} mondes sur ${asked}, graine ${seed}.`
      : `${completed} ${completed > 1 ? 'mondes' : 'monde'} sous chaque scénario, graine ${seed}.`,
  source: ({ design, worlds_file: file }) =>
    file === undefined
      ? `Les mondes sont tirés des distributions du modèle (${design}).`
      : `Les mondes viennent du fichier ${file.path}.`,
  files: new Map([
    [
      'comparison',
      [
        'À lire en premier. Une ligne par scénario et par indicateur, pour toute la durée :',
        'moyenne et quantiles sous le scénario et sous la référence ; difference_* est le',
        'scénario moins la référence, dans le même monde ; share_better, share_worse et',
        'share_equal comptent les mondes ; alarm et policy_does_harm disent quels torts montent.',
      ],
    ],
    ['summary', ['Mois par mois : moyenne et quantiles des indicateurs, pour les courbes.']],
    [
      'metrics',
      ['Une ligne par scénario et par monde, une colonne par indicateur. Neuf chiffres.'],
    ],
    ['worlds', ['Les paramètres incertains de chaque monde. Se joint à metrics par world.']],
    ['codebook', ['Titres et unités de tous les noms de ces fichiers.']],
    ['detail', ['Variables par région, organisation et mois : moyenne et quantiles.']],
    ['trajectories', ['Chaque trajectoire de chaque monde. Valeurs exactes.']],
    ['datapackage', ['Chaque colonne : type, unité et sens, pour les programmes.']],
    ['manifest', ['De quoi refaire le calcul : fichiers lus, versions, graine, mondes écartés.']],
  ]),
  longSummary: [
    'Moyenne et quantiles des indicateurs, une ligne pour chacun (output_type,',
    'output_type_id) ; une ligne sans mois vaut pour toute la durée.',
  ],
  headline: 'Les indicateurs principaux ; toguna run --all les écrit tous.',
  statistics: [
    'p05, p25, median, p75, p95 : 5, 25, 50, 75 et 95 % des mondes sont au-dessous. Les statistiques',
    "ont six chiffres. Une cellule vide est un nombre qui manque : son monde a échoué, ou rien n'est",
    'comparable.',
  ],
  reading: [
    'Tableur      Les colonnes sont séparées par des virgules et les nombres ont un point décimal. Un',
    '             tableur en français attend une virgule décimale : ne pas double-cliquer, mais importer',
    "             (Données, À partir d'un fichier texte/CSV), UTF-8, virgule, nombres en anglais",
    '             (États-Unis).',
    'R            d <- read.csv("comparison.csv", check.names = FALSE)',
    'Python       d = pandas.read_csv("comparison.csv")',
  ],
  parquet: ['Parquet      arrow::read_parquet("...") en R, pandas.read_parquet("...") en Python'],
};

export const README_WORDS = { en: english, fr: french } as const;
