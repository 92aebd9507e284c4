import { NOTICES } from '../results/notice.js';
import { formatNumber } from './number.js';

/** The languages that people can read toguna in. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words that the plain table and the interface share. The interface adds its own in src/tui/words.ts. */
export interface ReportWords {
  readonly guardRail: string;
  readonly scenario: string;
  readonly median: string;
  readonly range: string;
  readonly difference: string;
  readonly betterIn: string;
  readonly against: (baseline: string) => string;
  readonly lowerIsBetter: string;
  readonly higherIsBetter: string;
  readonly warning: string;
  readonly unitsUnchecked: string;
  readonly nothing: string;
  readonly legend: string;
  /** What the range in brackets of a narrow table is. */
  readonly inBrackets: string;
  /** Metrics and costs of single levers that are not shown, and how to see them. */
  readonly notShown: (titles: readonly string[], costParts: number) => string;
  readonly zeroCosts: (titles: readonly string[]) => string;
  readonly between: (low: string, high: string) => string;
  readonly mean: (value: string) => string;
  readonly ofWorlds: (count: number, worlds: number) => string;
  readonly worldsAndSeed: (worlds: number, seed: string) => string;
  readonly failed: (worlds: number, scenario: string) => string;
  readonly assumedShares: string;
  readonly assumed: (share: string) => string;
  /** Instead of a share whose error is larger than itself. */
  readonly tooFewWorlds: (worlds: number) => string;
}

const english: ReportWords = {
  guardRail: NOTICES.en,
  scenario: 'scenario',
  median: 'median',
  range: '5-95 % range',
  difference: 'change',
  betterIn: 'better in',
  against: (baseline) => `change and better in: against ${baseline}, world by world`,
  lowerIsBetter: 'lower is better',
  higherIsBetter: 'higher is better',
  warning: 'warning',
  unitsUnchecked: 'units unchecked',
  nothing: 'no world gave a result',
  legend:
    '! harm by the state rises by 1 % or more, in more worlds than it falls; or the metric is worse by 1 % or more in over a quarter of the worlds',
  inBrackets: 'in brackets: the 5-95 % range of the baseline itself',
  notShown: (titles, costParts) => {
    const parts = `${costParts} ${costParts === 1 ? 'part' : 'parts'} of the cost`;
    return `not shown (--all shows them): ${[...titles, ...(costParts > 0 ? [parts] : [])].join('; ')}`;
  },
  zeroCosts: (titles) => `0 in every world of every scenario: ${titles.join('; ')}`,
  between: (low, high) => `${low} to ${high}`,
  mean: (value) => `mean ${value}`,
  ofWorlds: (count, worlds) => `${count} of ${worlds}`,
  worldsAndSeed: (worlds, seed) =>
    `${formatNumber(worlds)} ${worlds === 1 ? 'world' : 'worlds'}, seed ${seed}`,
  failed: (worlds, scenario) =>
    `${formatNumber(worlds)} ${worlds === 1 ? 'world' : 'worlds'} left out under ${scenario}: a value was not finite`,
  assumedShares: 'share of the explained spread that rests on assumed numbers:',
  assumed: (share) => `${share} of the explained spread rests on assumed numbers`,
  tooFewWorlds: (worlds) =>
    `${formatNumber(worlds)} worlds are too few to say how much rests on assumed numbers`,
};

const french: ReportWords = {
  guardRail: NOTICES.fr,
  scenario: 'scénario',
  median: 'médiane',
  range: 'étendue 5-95 %',
  difference: 'écart',
  betterIn: 'meilleur dans',
  against: (baseline) => `écart et meilleur dans : par rapport à ${baseline}, monde par monde`,
  lowerIsBetter: 'moins vaut mieux',
  higherIsBetter: 'plus vaut mieux',
  warning: 'avertissement',
  unitsUnchecked: 'unités non vérifiées',
  nothing: "aucun monde n'a donné de résultat",
  legend:
    "! les atteintes de l'État augmentent d'au moins 1 %, dans plus de mondes qu'elles ne baissent ; ou la mesure empire d'au moins 1 % dans plus d'un quart des mondes",
  inBrackets: "entre parenthèses : l'étendue 5-95 % de la référence elle-même",
  notShown: (titles, costParts) => {
    const parts = `${costParts} ${costParts > 1 ? 'parts' : 'part'} du coût`;
    return `non affichés (--all les montre) : ${[...titles, ...(costParts > 0 ? [parts] : [])].join(' ; ')}`;
  },
  zeroCosts: (titles) => `0 dans chaque monde de chaque scénario : ${titles.join(' ; ')}`,
  between: (low, high) => `${low} à ${high}`,
  mean: (value) => `moyenne ${value}`,
  ofWorlds: (count, worlds) => `${count} sur ${worlds}`,
  worldsAndSeed: (worlds, seed) =>
    `${formatNumber(worlds, 'fr')} ${worlds === 1 ? 'monde' : 'mondes'}, graine ${seed}`,
  failed: (worlds, scenario) =>
    `${formatNumber(worlds, 'fr')} ${worlds === 1 ? 'monde écarté' : 'mondes écartés'} sous ${scenario} : une valeur n'était pas finie`,
  assumedShares: 'part de la dispersion expliquée qui repose sur des nombres supposés :',
  assumed: (share) => `${share} de la dispersion expliquée repose sur des nombres supposés`,
  tooFewWorlds: (worlds) =>
    `${formatNumber(worlds, 'fr')} mondes ne suffisent pas à dire combien repose sur des nombres supposés`,
};

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en: english, fr: french };

/** The language asked for, else that of the locale, else English. */
export function chooseLanguage(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = asked ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return LANGUAGES.find((one) => locale.toLowerCase().startsWith(one)) ?? 'en';
}
