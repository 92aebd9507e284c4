/** What every export says of itself. */
export const NOTICE = 'scenario exploration, not a forecast; not for targeting';
