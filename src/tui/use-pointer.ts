import { useEffect, useRef } from 'react';
import type { Keyboard } from './keyboard.js';
import type { Layout } from './layout.js';
import { type Held, pointed } from './pointed.js';
import type { Scene } from './scene.js';
import type { Action } from './state.js';

/** Turns what the mouse does into actions; a slider that is pressed follows until the button is let go. */
export function usePointer(
  keyboard: Keyboard | undefined,
  scene: Scene,
  layout: Layout,
  dispatch: (action: Action) => void,
): void {
  const latest = useRef({ scene, layout });
  latest.current = { scene, layout };
  const held = useRef<Held | undefined>(undefined);
  const presses = useRef(0);
  useEffect(
    () =>
      keyboard?.onPointer((event) => {
        const now = latest.current;
        if (event.kind === 'release') held.current = undefined;
        if (event.kind === 'press') presses.current += 1;
        const found = pointed(event, now.scene, now.layout, held.current, presses.current);
        if (event.kind === 'press') held.current = found.held;
        for (const action of found.actions) dispatch(action);
      }),
    [keyboard, dispatch],
  );
}
