import process from 'node:process';
import type { Screen } from './screen.js';

/** The keyboard, as far as suspending goes. */
interface Keyboard {
  setRawMode(on: boolean): unknown;
}

// A stop is delivered within microseconds; what still runs after this was not stopped, or is back.
const STOPPED_BY_MS = 50;

/**
 * Ctrl-Z: gives the terminal back, stops the whole job as a shell would, and takes the terminal again
 * on `fg`. Where nothing can stop the job (no shell above it) it is taken back at once.
 */
export function suspender(screen: Screen, keyboard: Keyboard) {
  let suspended = false;
  const setRaw = (on: boolean) => keyboard.setRawMode(on);
  const resume = () => {
    suspended = false;
    // Off and on again: after a stop from outside, the shell has changed the mode behind Node's back.
    setRaw(false);
    setRaw(true);
    screen.close();
    screen.open();
  };
  const suspend = () => {
    if (suspended || process.platform === 'win32') return;
    suspended = true;
    screen.close();
    setRaw(false);
    process.kill(0, 'SIGTSTP');
    setTimeout(() => {
      if (suspended) resume();
    }, STOPPED_BY_MS);
  };
  process.on('SIGCONT', resume);
  return { suspend, stop: () => process.off('SIGCONT', resume) };
}
