import { useEffect, useState } from 'react';
import type { Theme } from '../draw/theme.js';
import type { Keyboard } from '../keys/keyboard.js';

/**
 * The theme to draw with. When the terminal tells that its background is not what it was taken for, the themes are
 * gone through from the one that suits it.
 * @param chosen how often the person has asked for the next.
 */
export function useThemes(
  themes: readonly [Theme, ...Theme[]],
  chosen: number,
  keyboard: Keyboard | undefined,
): Theme {
  const [first, setFirst] = useState(0);
  useEffect(
    () =>
      keyboard?.onBackground((background) => {
        const suited = themes.findIndex(
          (one) => one.background === background && one.tier !== 'none',
        );
        if (suited >= 0) setFirst(suited);
      }),
    [keyboard, themes],
  );
  return themes[(first + chosen) % themes.length] ?? themes[0];
}
