import type { Facts, GatheredFacts } from '../model/facts.js';
import type { Finding, Grade } from '../model/grade.js';
import { GRADE_WORDS, TAG_WORDS } from '../model/grade.js';
import type { Language } from './words.js';

/** What stands in front of a fact. */
export type FactLabel =
  | 'kind'
  | 'unit'
  | 'over'
  | 'overTime'
  | 'better'
  | 'harm'
  | 'equation'
  | 'inflows'
  | 'outflows'
  | 'value'
  | 'cost'
  | 'uncertain'
  | 'about'
  | 'uses'
  | 'usedBy'
  | 'loop'
  | 'grade'
  | 'place';

/** The words that facts are told in. */
export interface FactWords {
  readonly labels: Readonly<Record<FactLabel, string>>;
  readonly kinds: Readonly<Record<Facts['kind'], string>>;
  readonly overTime: Readonly<Record<GatheredFacts['over'], string>>;
  readonly discounted: (percent: number) => string;
  readonly better: Readonly<Record<GatheredFacts['better'], string>>;
  readonly harm: Readonly<Record<'state' | 'group', string>>;
  readonly grades: Readonly<Record<Grade, string>>;
  readonly tags: Readonly<Record<Finding['tag'], string>>;
  /** Default, least and most of a lever. */
  readonly range: (start: string, low: string, high: string) => string;
  readonly longerLoops: string;
  /** Parts of a distribution. */
  readonly distributions: Readonly<Record<string, string>>;
  readonly inPlace: (where: string) => string;
}

const english: FactWords = {
  labels: {
    kind: 'kind',
    unit: 'unit',
    over: 'over',
    overTime: 'over time',
    better: 'better',
    harm: 'harm by',
    equation: 'equation',
    inflows: 'rises by',
    outflows: 'falls by',
    value: 'value',
    cost: 'unit cost',
    uncertain: 'uncertain',
    about: 'about',
    uses: 'uses',
    usedBy: 'used by',
    loop: 'loop',
    grade: 'grade',
    place: 'defined in',
  },
  kinds: {
    parameter: 'parameter',
    input: 'data',
    lever: 'lever',
    stock: 'stock',
    flow: 'flow',
    auxiliary: 'calculated quantity',
    memory: 'memory of a function',
    metric: 'metric: one number for a whole run',
  },
  overTime: {
    sum: 'sum over time',
    mean: 'mean over time',
    start: 'value at the start',
    end: 'value at the end',
    change: 'change from start to end',
    min: 'lowest value',
    max: 'highest value',
  },
  discounted: (percent) => `discounted at ${percent} % a year`,
  better: { lower: 'lower', higher: 'higher', neither: 'neither' },
  harm: { state: 'the state and its partners', group: 'armed groups' },
  grades: GRADE_WORDS,
  tags: TAG_WORDS,
  range: (start, low, high) => `${start}, from ${low} to ${high}`,
  longerLoops: 'and longer loops',
  distributions: {
    uniform: 'equally likely',
    triangular: 'triangular',
    pert: 'PERT',
    normal: 'normal',
    lognormal: 'lognormal',
    beta: 'beta',
    gamma: 'gamma',
    discrete: 'one of',
    fixed: 'always',
    mixture: 'mixture of',
    low: 'lowest',
    high: 'highest',
    mode: 'most likely',
    mean: 'mean',
    median: 'median',
    sd: 'standard deviation',
    sigma: 'sigma',
    alpha: 'alpha',
    beta_: 'beta',
    shape: 'shape',
    scale: 'scale',
    p05: '5 % below',
    p95: '5 % above',
    min: 'never below',
    max: 'never above',
  },
  inPlace: (where) => `in ${where}`,
};

const french: FactWords = {
  labels: {
    kind: 'nature',
    unit: 'unité',
    over: 'selon',
    overTime: 'dans le temps',
    better: 'mieux si',
    harm: 'violences de',
    equation: 'équation',
    inflows: 'augmente de',
    outflows: 'diminue de',
    value: 'valeur',
    cost: 'coût unitaire',
    uncertain: 'incertain',
    about: 'à propos',
    uses: 'dépend de',
    usedBy: 'agit sur',
    loop: 'boucle',
    grade: 'qualité',
    place: 'défini dans',
  },
  kinds: {
    parameter: 'paramètre',
    input: 'données',
    lever: 'levier',
    stock: 'stock',
    flow: 'flux',
    auxiliary: 'grandeur calculée',
    memory: "mémoire d'une fonction",
    metric: 'mesure : un nombre pour toute la simulation',
  },
  overTime: {
    sum: 'somme dans le temps',
    mean: 'moyenne dans le temps',
    start: 'valeur au début',
    end: 'valeur à la fin',
    change: 'variation du début à la fin',
    min: 'valeur la plus basse',
    max: 'valeur la plus haute',
  },
  discounted: (percent) => `actualisé à ${percent} % par an`,
  better: { lower: 'moins', higher: 'plus', neither: 'ni plus ni moins' },
  harm: { state: "l'État et ses partenaires", group: 'groupes armés' },
  grades: {
    RCT: 'essai randomisé',
    QE: 'quasi-expérience',
    review: "revue d'études",
    SUR: 'enquête',
    DES: 'données descriptives',
    MOD: 'résultat de modèle',
    EXP: "jugement d'experts",
    published: 'valeur du modèle publié',
    illustrative: 'valeur illustrative',
    assumed: 'supposé',
  },
  tags: {
    P: 'lu dans le texte original',
    S: 'lu dans la presse ou un texte secondaire',
    A: 'article et signe vus, taille de mémoire',
    M: 'de mémoire',
    D: 'obtenu par le calcul',
  },
  range: (start, low, high) => `${start}, de ${low} à ${high}`,
  longerLoops: 'et des boucles plus longues',
  distributions: {
    uniform: 'également probable',
    triangular: 'triangulaire',
    pert: 'PERT',
    normal: 'normale',
    lognormal: 'log-normale',
    beta: 'bêta',
    gamma: 'gamma',
    discrete: "l'un de",
    fixed: 'toujours',
    mixture: 'mélange de',
    low: 'au moins',
    high: 'au plus',
    mode: 'le plus probable',
    mean: 'moyenne',
    median: 'médiane',
    sd: 'écart-type',
    sigma: 'sigma',
    alpha: 'alpha',
    beta_: 'bêta',
    shape: 'forme',
    scale: 'échelle',
    p05: '5 % au-dessous de',
    p95: '5 % au-dessus de',
    min: 'jamais sous',
    max: 'jamais sur',
  },
  inPlace: (where) => `à ${where}`,
};

export const FACT_WORDS: Readonly<Record<Language, FactWords>> = { en: english, fr: french };
