import { useEffect, useRef } from 'react';
import type { Keyboard } from './keyboard.js';
import type { Layout } from './layout.js';
import { pointed } from './pointed.js';
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
  const slider = useRef<number | undefined>(undefined);
  useEffect(
    () =>
      keyboard?.onPointer((event) => {
        const now = latest.current;
        if (event.kind === 'release') slider.current = undefined;
        const found = pointed(event, now.scene, now.layout, slider.current);
        if (event.kind === 'press') slider.current = found.slider;
        for (const action of found.actions) dispatch(action);
      }),
    [keyboard, dispatch],
  );
}
