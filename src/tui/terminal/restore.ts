import process from 'node:process';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 } as const;

/**
 * Calls `restore` however the program ends: a signal, an error nobody caught, or exit. Without it the
 * shell would be left on the alternate screen with no line wrap.
 * @param lastWords is called behind it where the person did not leave: what was not saved is kept then.
 * @returns a function that takes the watch off.
 */
export function restoreOnEnd(restore: () => void, lastWords: () => void): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const listener = () => {
      restore();
      lastWords();
      // 128 + n is how a shell names a program that a signal ended.
      process.exit(128 + number);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  // The terminal is gone: nothing can be written any more, so end without a word.
  const gone = () => {
    lastWords();
    process.exit(1);
  };
  const rejected = () => {
    restore();
    lastWords();
  };
  // Before the program's own listener, which ends it.
  process.prependListener('unhandledRejection', rejected);
  process.on('uncaughtExceptionMonitor', restore);
  process.on('exit', restore);
  process.stdout.on('error', gone);
  return () => {
    for (const off of listeners) off();
    process.off('uncaughtExceptionMonitor', restore);
    process.off('unhandledRejection', rejected);
    process.off('exit', restore);
    process.stdout.off('error', gone);
  };
}
