import { useEffect } from 'react';
import type { Keyboard } from '../keys/keyboard.js';
import type { Event } from '../state/root-reducer.js';

const SUSPEND = '\u001A';

/** Hands on the keys pressed and what is pasted; `suspend` is called for Ctrl-Z. */
export function useKeys(
  keyboard: Keyboard | undefined,
  dispatch: (event: Event) => void,
  suspend: () => void,
): void {
  useEffect(
    () =>
      keyboard?.onTyped((typed) => {
        if (typed.type === 'paste') {
          dispatch(typed);
          return;
        }
        const names = typed.names.filter((name) => name !== SUSPEND);
        if (names.length > 0) dispatch({ type: 'keys', names });
        if (names.length < typed.names.length) suspend();
      }),
    [keyboard, dispatch, suspend],
  );
}
