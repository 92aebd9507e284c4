import type { Action } from '../state/state.js';
import { canReset, inPane, onAssumption, onLever, onSlider, onValue } from './applies.js';
import type { Binding } from './binding.js';

const COARSE = 10;
// Months.
const YEAR = 12;

const nudge = (by: number): Action => ({ type: 'nudge', by });

/** Keys that change levers and assumptions. */
export const SLIDING: readonly Binding[] = [
  {
    keys: ['left', 'h'],
    shown: 'Left h',
    label: 'less',
    does: nudge(-1),
    applies: inPane('levers', 'assumptions', 'map', 'table'),
  },
  {
    keys: ['right', 'l'],
    shown: 'Right l',
    label: 'more',
    short: 'h l',
    does: nudge(1),
    applies: onValue,
    lab: true,
  },
  {
    keys: ['right', 'l'],
    shown: '',
    label: 'more',
    does: nudge(1),
    applies: inPane('map', 'table'),
  },
  {
    keys: ['shift-left', 'H'],
    shown: 'Shift-Left H',
    label: 'muchLess',
    does: nudge(-COARSE),
    applies: onValue,
    lab: true,
  },
  {
    keys: ['shift-right', 'L'],
    shown: 'Shift-Right L',
    label: 'muchMore',
    does: nudge(COARSE),
    applies: onValue,
    lab: true,
  },
  ...[...'123456789.-'].map(
    (text, i): Binding => ({
      keys: [text],
      shown: i === 0 ? '1 to 9 . -' : '',
      ...(i === 0 ? { short: '1-9' } : {}),
      label: 'type',
      does: { type: 'type', text },
      applies: onValue,
      lab: true,
    }),
  ),
  {
    keys: ['0', 'backspace'],
    shown: '0 Backspace',
    short: '0',
    label: 'reset',
    does: { type: 'reset' },
    applies: canReset,
    lab: true,
  },
  {
    keys: ['n'],
    shown: 'n',
    short: 'n',
    label: 'narrow',
    does: { type: 'narrow' },
    applies: onAssumption,
    lab: true,
  },
  {
    keys: ['['],
    shown: '[',
    label: 'earlier',
    does: { type: 'move-start', by: -1 },
    applies: onLever,
    lab: true,
  },
  {
    keys: [']'],
    shown: ']',
    short: '[ ]',
    label: 'later',
    does: { type: 'move-start', by: 1 },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['{'],
    shown: '{',
    label: 'earlierYear',
    does: { type: 'move-start', by: -YEAR },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['}'],
    shown: '}',
    label: 'laterYear',
    does: { type: 'move-start', by: YEAR },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['<', ','],
    shown: '< ,',
    label: 'shorter',
    does: { type: 'change-ramp', by: -1 },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['>'],
    shown: '>',
    short: '< >',
    label: 'longer',
    does: { type: 'change-ramp', by: 1 },
    applies: onSlider,
    lab: true,
  },
];
