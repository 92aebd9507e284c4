import { currentDraft, selectedAssumption, selectedRow } from '../state/selectors.js';
import type { Pane, State } from '../state/state.js';

// Where keys do something.

export const plain = (state: State) => state.overlay === undefined && !state.help;
export const inPane =
  (...panes: readonly Pane[]) =>
  (state: State) =>
    plain(state) && panes.includes(state.focus);
export const onLever = (state: State) =>
  inPane('levers', 'map')(state) && selectedRow(state) !== undefined;
export const onSlider = (state: State) =>
  inPane('levers')(state) && selectedRow(state) !== undefined;
export const onAssumption = (state: State) =>
  inPane('assumptions')(state) && selectedAssumption(state) !== undefined;
export const onValue = (state: State) => onSlider(state) || onAssumption(state);
export const onScope = (state: State) =>
  inPane('map')(state) && (selectedRow(state)?.lever.regions.length ?? 0) > 0;
export const onDraft = (state: State) => plain(state) && currentDraft(state) !== undefined;
export const hasLab = (state: State) => plain(state) && state.lab !== undefined;
export const hasMap = (state: State) => hasLab(state) && (state.lab?.bench.tiles.length ?? 0) > 1;
export const canReset = (state: State) =>
  onAssumption(state)
    ? state.shifts[selectedAssumption(state)?.name ?? ''] !== undefined
    : onSlider(state) && currentDraft(state) !== undefined;

export const inReason = (state: State) => state.overlay === 'reason';
