import { useEffect, useRef } from 'react';
import type { Layout } from '../draw/layout.js';
import type { Scene } from '../draw/scene.js';
import type { Keyboard } from '../keys/keyboard.js';
import { type Held, pointed } from '../keys/pointed.js';
import type { Action } from '../state/looking.js';

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
