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
  readonly levers: string;
  readonly from: string;
  readonly ramp: string;
  readonly noRamp: string;
  readonly costs: string;
  readonly everywhere: string;
  readonly nothingPicked: string;
  readonly whereTitle: string;
  readonly reasonTitle: string;
  readonly noReason: string;
  readonly valueAsked: string;
  readonly fileAsked: string;
  readonly quitAsked: (names: string) => string;
  readonly unsaved: string;
  readonly recomputing: string;
  readonly firstHint: string;
  readonly changedCopy: (title: string) => string;
  readonly fixed: string;
  readonly notNumber: string;
  readonly notFound: string;
  readonly findAsked: string;
  /** The guided tour, step by step, and what is said when it is over. */
  readonly tour: readonly string[];
  readonly tourOver: string;
  readonly savedAs: (path: string) => string;
  readonly exported: (paths: string) => string;
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
    readonly less: string;
    readonly more: string;
    readonly muchLess: string;
    readonly muchMore: string;
    readonly type: string;
    readonly reset: string;
    readonly regions: string;
    readonly earlier: string;
    readonly later: string;
    readonly earlierYear: string;
    readonly laterYear: string;
    readonly shorter: string;
    readonly longer: string;
    readonly pick: string;
    readonly apply: string;
    readonly focus: string;
    readonly many: string;
    readonly reason: string;
    readonly copy: string;
    readonly undo: string;
    readonly redo: string;
    readonly save: string;
    readonly export: string;
    readonly theme: string;
    readonly find: string;
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
  levers: 'Levers',
  from: 'from',
  ramp: 'ramp',
  noRamp: 'in full from the start',
  costs: 'one unit costs',
  everywhere: 'everywhere',
  nothingPicked: 'nowhere: nothing will be changed',
  whereTitle: 'Where',
  reasonTitle: 'Reason',
  noReason: 'Nothing is written of this.',
  valueAsked: 'value: ',
  fileAsked: 'save as (without .yaml): ',
  quitAsked: (names) => `Not saved: ${names}. Leave without saving?`,
  unsaved: 'not saved',
  recomputing: 'computing',
  firstHint: 'Tab goes to the levers; h and l move one; the charts and outcomes follow.',
  changedCopy: (title) => `${title}, changed`,
  fixed: 'What --set holds is in no file and cannot be copied.',
  notNumber: 'That is not a number.',
  notFound: 'Nothing is called that.',
  findAsked: 'find: ',
  tour: [
    'Each row is a policy; A is nothing new. Press j for the next: chart and table compare it with A.',
    'Every policy is made of levers. Press Tab to go to them.',
    'Press l to move the lever under the cursor: a changed copy runs in the same worlds.',
    'Bands are worlds, ! is a warning, "better in" counts worlds. Press m for the next outcome.',
    'Press i to see what a number rests on: its equation, its evidence, how good that is.',
  ],
  tourOver: 'That is all. Esc closes the reason, s saves your policy, ? shows all keys, q leaves.',
  savedAs: (path) => `saved as ${path}`,
  exported: (paths) => `written: ${paths}`,
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
    less: 'less',
    more: 'less, more',
    muchLess: 'ten steps less',
    muchMore: 'ten steps more',
    type: 'type a value',
    reset: 'reset',
    regions: 'regions',
    earlier: 'start earlier',
    later: 'start',
    earlierYear: 'start a year earlier',
    laterYear: 'start a year later',
    shorter: 'shorter ramp',
    longer: 'ramp',
    pick: 'choose',
    apply: 'apply',
    focus: 'levers, scenarios',
    many: 'small charts',
    reason: 'reason',
    copy: 'copy',
    undo: 'undo',
    redo: 'redo',
    save: 'save',
    export: 'export CSV files',
    theme: 'theme',
    find: 'find',
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
  levers: 'Leviers',
  from: 'depuis',
  ramp: 'montée',
  noRamp: 'en entier dès le début',
  costs: 'une unité coûte',
  everywhere: 'partout',
  nothingPicked: 'nulle part : rien ne changera',
  whereTitle: 'Où',
  reasonTitle: 'Raison',
  noReason: "Rien n'est écrit à ce sujet.",
  valueAsked: 'valeur : ',
  fileAsked: 'enregistrer sous (sans .yaml) : ',
  quitAsked: (names) => `Non enregistré : ${names}. Quitter sans enregistrer ?`,
  unsaved: 'non enregistré',
  recomputing: 'calcul en cours',
  firstHint: 'Tab mène aux leviers ; h et l en bougent un ; graphiques et résultats suivent.',
  changedCopy: (title) => `${title}, modifié`,
  fixed: "Ce que tient --set n'est dans aucun fichier et ne peut être copié.",
  notNumber: "Ce n'est pas un nombre.",
  notFound: "Rien ne s'appelle ainsi.",
  findAsked: 'chercher : ',
  tour: [
    'Chaque ligne est une politique ; A est la référence. Touche j : la suivante, comparée à A.',
    'Une politique est faite de leviers. Tab y mène.',
    'Touche l : bouger le levier ; une copie modifiée tourne dans les mêmes mondes.',
    'Les bandes sont des mondes, ! avertit, « meilleur dans » les compte. Touche m : résultat suivant.',
    'Touche i : sur quoi repose un nombre, son équation, ses preuves et leur qualité.',
  ],
  tourOver: "C'est tout. Esc ferme la raison, s enregistre, ? montre les touches, q quitte.",
  savedAs: (path) => `enregistré : ${path}`,
  exported: (paths) => `écrit : ${paths}`,
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
    less: 'moins',
    more: 'moins, plus',
    muchLess: 'dix pas de moins',
    muchMore: 'dix pas de plus',
    type: 'saisir',
    reset: 'réinitialiser',
    regions: 'régions',
    earlier: 'commencer plus tôt',
    later: 'début',
    earlierYear: 'commencer un an plus tôt',
    laterYear: 'commencer un an plus tard',
    shorter: 'montée plus courte',
    longer: 'montée',
    pick: 'choisir',
    apply: 'appliquer',
    focus: 'leviers, scénarios',
    many: 'petits graphiques',
    reason: 'raison',
    copy: 'copier',
    undo: 'annuler',
    redo: 'rétablir',
    save: 'enregistrer',
    export: 'exporter en CSV',
    theme: 'thème',
    find: 'chercher',
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
