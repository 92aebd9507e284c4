import { useApp } from 'ink';
import { useEffect, useMemo, useReducer } from 'react';
import type { Language } from '../report/words.js';
import type { Scene } from './scene.js';
import type { SnapshotSource } from './snapshot.js';
import { initialState, reduce } from './state.js';
import type { Theme } from './theme.js';
import { useKeys } from './use-keys.js';
import { useSnapshot } from './use-snapshot.js';
import { useWindowSize, type Window } from './use-window-size.js';
import { View } from './view.js';
import { WORDS } from './words.js';

export interface AppProps {
  readonly source: SnapshotSource;
  readonly theme: Theme;
  readonly language: Language;
  readonly window: Window;
  /** Gives the terminal back to the shell for a while (Ctrl-Z). */
  readonly suspend: () => void;
}

/** The interface: keys in, one reducer, snapshots from the source, the view out. */
export function App({ source, theme, language, window, suspend }: AppProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize(window);
  const { snapshot, failure } = useSnapshot(source);
  const [state, dispatch] = useReducer(reduce, undefined, () =>
    initialState(source.scenarios.length, source.views.length),
  );
  useKeys(dispatch, suspend);
  useEffect(() => {
    if (state.quit) exit();
  }, [state.quit, exit]);
  const words = WORDS[language];
  const scene = useMemo<Scene>(
    () => ({ source, snapshot, failure, state, theme, words, language }),
    [source, snapshot, failure, state, theme, words, language],
  );
  return <View scene={scene} columns={columns} rows={rows} />;
}
