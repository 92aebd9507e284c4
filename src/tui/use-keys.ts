import { useInput } from 'ink';
import { useCallback } from 'react';
import { keyNames } from './keys.js';

/** Hands on the names of the keys pressed; `suspend` is called for Ctrl-Z. */
export function useKeys(press: (name: string) => void, suspend: () => void): void {
  const handle = useCallback<Parameters<typeof useInput>[0]>(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        if (name === '\u001A') suspend();
        else press(name);
      }
    },
    [press, suspend],
  );
  useInput(handle);
}
