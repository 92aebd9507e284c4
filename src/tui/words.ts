import { type Language, REPORT_WORDS, type ReportWords } from '../report/words.js';

/** Every word that the interface shows. */
export interface Words extends ReportWords {
  readonly scenarios: string;
  readonly outcomes: string;
  readonly outcome: string;
  readonly helpTitle: string;
  readonly bands: string;
  readonly waiting: string;
  readonly noPath: string;
  readonly worldsDone: (done: number, total: number) => string;
  readonly seed: (seed: string) => string;
  readonly leftOut: (worlds: number) => string;
  readonly warnings: (count: number) => string;
  readonly stopped: (reason: string) => string;

  readonly tooSmall: (
    columns: number,
    rows: number,
    needColumns: number,
    needRows: number,
  ) => string;
  readonly keys: {
    readonly previous: string;
    readonly next: string;
    readonly choose: string;
    readonly first: string;
    readonly last: string;
    readonly pin: string;
    readonly metric: string;
    readonly previousMetric: string;
    readonly zoom: string;
    readonly help: string;
    readonly back: string;
    readonly quit: string;
    readonly suspend: string;
  };
  /** What the marks on screen mean. */
  readonly marks: {
    readonly baseline: string;
    readonly pinned: string;
    readonly unpinned: string;
    readonly arrows: string;
    readonly alarm: string;
  };
}

const english: Words = {
  ...REPORT_WORDS.en,
  scenarios: 'Scenarios',
  outcomes: 'Outcomes',
  outcome: 'outcome',
  helpTitle: 'Help',
  bands: 'median, 50 % and 90 % of worlds',
  waiting: 'The first worlds are running.',
  noPath: 'This variable has no path under the scenarios shown.',
  worldsDone: (done, total) => `${done} of ${total} worlds`,
  seed: (seed) => `seed ${seed}`,
  leftOut: (worlds) => `${worlds} left out`,
  warnings: (count) => `${count} ${count === 1 ? 'warning' : 'warnings'}`,
  stopped: (reason) => `The run stopped: ${reason}`,

  tooSmall: (columns, rows, needColumns, needRows) =>
    `The window is ${columns}x${rows}. toguna needs ${needColumns}x${needRows}.`,
  keys: {
    previous: 'previous scenario',
    next: 'next scenario',
    choose: 'scenario',
    first: 'first scenario',
    last: 'last scenario',
    pin: 'keep in chart',
    metric: 'next metric',
    previousMetric: 'previous metric',
    zoom: 'zoom',
    help: 'help',
    back: 'back',
    quit: 'quit',
    suspend: 'suspend',
  },
  marks: {
    baseline: 'the baseline: every difference is against it, in the same worlds',
    pinned: 'a scenario that stays in the chart',
    unpinned: 'a scenario that is in the chart only under the cursor',
    arrows: 'the median difference is up or down; its colour says better or worse',
    alarm: 'harm by the state rises in the median, or more than a quarter of the worlds get worse',
  },
};

const french: Words = {
  ...REPORT_WORDS.fr,
  scenarios: 'Scénarios',
  outcomes: 'Résultats',
  outcome: 'résultat',
  helpTitle: 'Aide',
  bands: 'médiane, 50 % et 90 % des mondes',
  waiting: 'Les premiers mondes sont en cours.',
  noPath: "Cette variable n'a pas de trajectoire sous les scénarios affichés.",
  worldsDone: (done, total) => `${done} mondes sur ${total}`,
  seed: (seed) => `graine ${seed}`,
  leftOut: (worlds) => `${worlds} écartés`,
  warnings: (count) => `${count} ${count === 1 ? 'avertissement' : 'avertissements'}`,
  stopped: (reason) => `Le calcul s'est arrêté : ${reason}`,

  tooSmall: (columns, rows, needColumns, needRows) =>
    `La fenêtre fait ${columns}x${rows}. Il faut ${needColumns}x${needRows} à toguna.`,
  keys: {
    previous: 'scénario précédent',
    next: 'scénario suivant',
    choose: 'scénario',
    first: 'premier scénario',
    last: 'dernier scénario',
    pin: 'garder',
    metric: 'mesure suivante',
    previousMetric: 'mesure précédente',
    zoom: 'agrandir',
    help: 'aide',
    back: 'retour',
    quit: 'quitter',
    suspend: 'suspendre',
  },
  marks: {
    baseline: 'la référence : tout écart se lit par rapport à elle, dans les mêmes mondes',
    pinned: 'un scénario qui reste dans le graphique',
    unpinned: "un scénario qui n'y est que sous le curseur",
    arrows: "l'écart médian monte ou descend ; sa couleur dit meilleur ou pire",
    alarm: "les atteintes de l'État augmentent en médiane, ou plus d'un quart des mondes empirent",
  },
};

export const WORDS: Readonly<Record<Language, Words>> = { en: english, fr: french };
