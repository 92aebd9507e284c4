import type { Action } from '../state/state.js';
import { inReason, plain } from './applies.js';
import type { Binding } from './binding.js';

const FAR = 1000;
const PAGE = 10;

const move = (by: number): Action => ({ type: 'move-cursor', by });

// From one reason to the next.
const REASONS: readonly Binding[] = [
  {
    keys: ['left', 'h'],
    shown: '',
    label: 'follow',
    does: { type: 'pick-link', by: -1 },
    applies: inReason,
  },
  {
    keys: ['right', 'l'],
    shown: '',
    label: 'follow',
    does: { type: 'pick-link', by: 1 },
    applies: inReason,
  },
  {
    keys: ['return'],
    shown: '',
    short: 'Enter',
    label: 'follow',
    does: { type: 'follow' },
    applies: inReason,
  },
];

/** Keys that move cursors, and lead from one reason to the next. */
export const MOVING: readonly Binding[] = [
  ...REASONS,
  { keys: ['up', 'k'], shown: '{up} k', label: 'previous', does: move(-1) },
  { keys: ['down', 'j'], shown: '{down} j', label: 'next', does: move(1) },
  { keys: ['home', 'g'], shown: 'Home g', label: 'first', does: move(-FAR) },
  { keys: ['end', 'G'], shown: 'End G', label: 'last', does: move(FAR) },
  { keys: ['page-up'], shown: 'PgUp', label: 'pageUp', does: move(-PAGE) },
  { keys: ['page-down'], shown: 'PgDn', label: 'pageDown', does: move(PAGE) },
  {
    keys: ['tab'],
    shown: 'Tab',
    short: 'Tab',
    label: 'focus',
    does: { type: 'change-focus', by: 1 },
    applies: plain,
  },
  {
    keys: ['shift-tab'],
    shown: 'Shift-Tab',
    label: 'focusBack',
    does: { type: 'change-focus', by: -1 },
    applies: plain,
  },
];
