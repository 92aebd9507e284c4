import { useInput } from 'ink';
import { useCallback } from 'react';
import { commandsOf } from './keys.js';
import type { Action } from './state.js';

/** Turns key presses into actions; `suspend` is called for Ctrl-Z. */
export function useKeys(dispatch: (action: Action) => void, suspend: () => void): void {
  const handle = useCallback<Parameters<typeof useInput>[0]>(
    (input, key) => {
      for (const command of commandsOf(input, key)) {
        if (command.type === 'suspend') suspend();
        else dispatch(command);
      }
    },
    [dispatch, suspend],
  );
  useInput(handle);
}
