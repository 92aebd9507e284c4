import { useApp } from 'ink';
import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { Language } from '../report/words.js';
import { react } from './press.js';
import type { Scene } from './scene.js';
import type { SnapshotSource } from './snapshot.js';
import { initialState, type Lab } from './state.js';
import type { Theme } from './theme.js';
import { useBench } from './use-bench.js';
import { useKeys } from './use-keys.js';
import { useSnapshot } from './use-snapshot.js';
import { useWindowSize, type Window } from './use-window-size.js';
import { View } from './view.js';
import { WORDS } from './words.js';

export interface AppProps {
  readonly source: SnapshotSource;
  /** The themes that can be gone through, the first one first. */
  readonly themes: readonly [Theme, ...Theme[]];
  readonly language: Language;
  readonly window: Window;
  /** Gives the terminal back to the shell for a while (Ctrl-Z). */
  readonly suspend: () => void;
}

/** The interface: keys in, one reducer, snapshots from the source, the view out. */
export function App({ source: given, themes, language, window, suspend }: AppProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize(window);
  const { snapshot, failure } = useSnapshot(given);
  const words = WORDS[language];
  const [state, dispatch] = useReducer(react, undefined, () =>
    initialState(given.scenarios.length, given.views.length, labOf(given, language)),
  );
  const press = useCallback((name: string) => dispatch({ type: 'key', name }), []);
  useKeys(press, suspend);
  useBench(given, state, words, dispatch);
  useEffect(() => {
    if (state.quit) exit();
  }, [state.quit, exit]);
  const theme = themes[state.theme % themes.length] ?? themes[0];
  const source = useMemo(
    () => ({ ...given, scenarios: [...given.scenarios, ...state.drafts] }),
    [given, state.drafts],
  );
  const scene = useMemo<Scene>(
    () => ({ source, snapshot, failure, state, theme, words, language }),
    [source, snapshot, failure, state, theme, words, language],
  );
  return <View scene={scene} columns={columns} rows={rows} />;
}

function labOf(
  { bench, scenarios, views, tour }: SnapshotSource,
  language: Language,
): Lab | undefined {
  if (bench === undefined || bench.levers.length === 0) return undefined;
  const words = WORDS[language];
  return {
    bench,
    names: scenarios.map((one) => one.name),
    titles: scenarios.map((one) => one.title),
    copyTitle: words.changedCopy,
    language,
    views: views.map((one) => one.title),
    words: {
      fixed: words.fixed,
      notNumber: words.notNumber,
      notFound: words.notFound,
      hint: words.firstHint,
    },
    ...(tour === undefined ? {} : { tour }),
  };
}
