import { useApp } from 'ink';
import { useEffect, useMemo, useReducer } from 'react';
import type { SnapshotSource } from '../live/shown.js';
import type { Language } from '../report/words.js';
import type { Draft } from '../scenario/draft.js';
import { type Layout, layoutFor } from './draw/layout.js';
import type { Scene } from './draw/scene.js';
import type { Theme } from './draw/theme.js';
import { View } from './draw/view.js';
import { useBench } from './hooks/use-bench.js';
import { useKeys } from './hooks/use-keys.js';
import { usePointer } from './hooks/use-pointer.js';
import { useSnapshot } from './hooks/use-snapshot.js';
import { useThemes } from './hooks/use-themes.js';
import { useWindowSize, type Window } from './hooks/use-window-size.js';
import type { Keyboard } from './keys/keyboard.js';
import { shownVariables } from './panes/chart-grid.js';
import { helpOverflow } from './panes/help.js';
import { reasonOverflow } from './panes/reason.js';
import { initialState, type Lab, type State } from './state/looking.js';
import { wishesOf } from './state/requests.js';
import { react } from './state/root-reducer.js';
import { shiftedScenarios, unsaved } from './state/selectors.js';
import { WORDS } from './words/words.js';

export interface AppProps {
  readonly source: SnapshotSource;
  /** The themes that can be gone through, the first one first; and those for a light window, if it can be told. */
  readonly themes: readonly [Theme, ...Theme[]];
  readonly language: Language;
  readonly window: Window;
  /** What comes from the terminal: keys, the mouse, and the colour behind the text. */
  readonly keyboard?: Keyboard;
  /** Is told of the drafts that are in no file, each time they change. */
  readonly keep?: (unsaved: readonly Draft[]) => void;
  /** Gives the terminal back to the shell for a while (Ctrl-Z). */
  readonly suspend: () => void;
}

/** The interface: keys in, one reducer, snapshots from the source, the view out. */
export function App({
  source: given,
  themes,
  language,
  window,
  keyboard,
  keep,
  suspend,
}: AppProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize(window);
  const { snapshot, failure } = useSnapshot(given);
  const words = WORDS[language];
  const [state, dispatch] = useReducer(react, undefined, () =>
    initialState(given.scenarios.length, given.views.length, labOf(given, language), language),
  );
  useKeys(keyboard, dispatch, suspend);
  const own = unsaved(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in no file follows from these alone.
  useEffect(() => keep?.(own), [keep, state.drafts, state.saved]);
  useEffect(() => {
    if (state.quit) exit();
  }, [state.quit, exit]);
  const theme = useThemes(themes, state.theme, keyboard);
  const source = useMemo(() => withDrafts(given, state), [given, state]);
  const scene = useMemo<Scene>(
    () => ({ source, snapshot, failure, state, theme, words, language }),
    [source, snapshot, failure, state, theme, words, language],
  );
  const layout = useMemo(() => layoutFor(columns, rows, wishesOf(scene)), [columns, rows, scene]);
  const charts = layout.boxes.get('charts');
  const onScreen = {
    variables: charts === undefined ? [] : shownVariables(scene, charts),
    byRegion: layout.boxes.has('map'),
  };
  useBench(given, state, onScreen, words, dispatch);
  const most = scrollMost(scene, layout);
  useEffect(() => {
    if (most !== undefined) dispatch({ type: 'hold-scroll', most });
  }, [most]);
  usePointer(keyboard, scene, layout, dispatch);
  return <View scene={scene} layout={layout} />;
}

// What is open and scrolled further than it goes: how far it goes.
function scrollMost(scene: Scene, layout: Layout): number | undefined {
  const { help, helpScroll, overlay, scroll } = scene.state;
  const box = layout.boxes.get(help ? 'help' : 'charts');
  if (box === undefined || !(help ? helpScroll > 0 : overlay === 'reason' && scroll > 0)) {
    return undefined;
  }
  const most = help ? helpOverflow(scene, box) : reasonOverflow(scene, box);
  return (help ? helpScroll : scroll) > most ? most : undefined;
}

// The scenarios under changed assumptions come behind those in the list.
function withDrafts(given: SnapshotSource, state: State): SnapshotSource {
  const shifted = shiftedScenarios(state).map((one) => one.draft);
  return { ...given, scenarios: [...given.scenarios, ...state.drafts, ...shifted] };
}

function labOf(
  { bench, scenarios, views, warnings, tour }: SnapshotSource,
  language: Language,
): Lab | undefined {
  if (bench === undefined || bench.levers.length === 0) return undefined;
  const words = WORDS[language];
  return {
    bench,
    names: scenarios.map((one) => one.name),
    titles: scenarios.map((one) => one.title),
    copyTitle: words.changedCopy,
    views: views.map((one) => one.title),
    subjects: views.map((one) => one.metric ?? one.variable),
    words: {
      fixed: words.fixed,
      notNumber: words.notNumber,
      notFound: words.notFound,
      lastRegion: words.lastRegion,
      underChanged: words.underChanged,
      // What is wrong with a file is said at once; help has it all.
      hint: warnings?.[0] === undefined ? words.firstHint : `${words.warning}: ${warnings[0]}`,
    },
    ...(tour === undefined ? {} : { tour }),
  };
}
