/** What every export and every screen says of itself, by language. The only home of this sentence. */
export const NOTICES = {
  en: 'scenario exploration, not a forecast; not for targeting',
  fr: 'exploration de scénarios, ni prévision ni aide au ciblage',
} as const;

/** The same in English, for files that programs read. */
export const NOTICE = NOTICES.en;
