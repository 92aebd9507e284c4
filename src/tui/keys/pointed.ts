import { type Box, boxAt, type Layout } from '../draw/layout.js';
import type { Scene } from '../draw/scene.js';
import { assumptionAt } from '../panes/assumptions.js';
import { viewAt } from '../panes/chart-grid.js';
import { type Grip, gripAt, levelOfGrip, sliderAt } from '../panes/levers.js';
import { tileAt } from '../panes/map.js';
import { metricAt } from '../panes/outcome-table.js';
import { scenarioAt } from '../panes/scenario-list.js';
import type { Action } from '../state/looking.js';
import { selectedRegion, sliders } from '../state/selectors.js';
import type { PointerEvent } from './pointer-event.js';

/** What a move of the mouse asks for, and the slider that it took hold of. */
export interface Pointed {
  readonly actions: readonly Action[];
  readonly held?: Held;
}

/** A slider that the button is held on; each time it is pressed has a number of its own. */
export interface Held {
  readonly grip: Grip;
  readonly drag: number;
}

const NOTHING: Pointed = { actions: [] };

/**
 * @param held the slider that the button is held on.
 * @param press the number of the press, for what is dragged from it.
 */
export function pointed(
  event: PointerEvent,
  scene: Scene,
  layout: Layout,
  held: Held | undefined,
  press: number,
): Pointed {
  const { state } = scene;
  if (state.help && event.kind === 'wheel') {
    return { actions: [{ type: 'move-cursor', by: 3 * event.by }] };
  }
  if (state.prompt !== undefined || state.help || layout.tooSmall) return NOTHING;
  if (event.kind === 'drag' || event.kind === 'release') {
    return event.kind === 'release' || held === undefined ? NOTHING : dragged(scene, held, event.x);
  }
  const at = boxAt(layout, event.x, event.y);
  if (at === undefined) return NOTHING;
  if (event.kind === 'wheel') return { actions: wheeled(scene, at.name, event.by) };
  if (state.overlay !== undefined) {
    return at.name === 'charts' ? NOTHING : { actions: [{ type: 'back' }] };
  }
  if (at.name === 'levers') return takenHold(scene, at.box, at.column, at.row, press);
  return pressed(scene, at.name, at.box, at.column, at.row);
}

function wheeled({ state }: Scene, name: string, by: number): readonly Action[] {
  if (state.overlay === 'reason') return [{ type: 'move-cursor', by }];
  switch (name) {
    case 'charts':
      return [{ type: 'change-view', by }];
    case 'scenarios':
    case 'levers':
    case 'assumptions':
    case 'table':
      return [
        { type: 'focus', pane: name },
        { type: 'move-cursor', by },
      ];
    default:
      return [];
  }
}

function dragged({ state }: Scene, { grip, drag }: Held, x: number): Pointed {
  const row = sliders(state)[grip.row];
  if (row === undefined) return NOTHING;
  const level = levelOfGrip(row.lever, grip, x);
  return { actions: [{ type: 'set-level', row: grip.row, level, drag }] };
}

function takenHold(scene: Scene, box: Box, column: number, row: number, drag: number): Pointed {
  const found = sliderAt(scene, box, row);
  if (found === undefined) return { actions: [{ type: 'focus', pane: 'levers' }] };
  const chosen: Action = { type: 'select', pane: 'levers', index: found.row };
  if (column < found.barFrom || column >= found.barTo) return { actions: [chosen] };
  const grip = gripAt(scene, box, found.row, column);
  if (grip === undefined) return { actions: [chosen] };
  const { level } = grip;
  const jumps = sliders(scene.state)[found.row]?.level !== level;
  const actions: Action[] = jumps
    ? [chosen, { type: 'set-level', row: found.row, level, drag }]
    : [chosen];
  return { actions, held: { grip, drag } };
}

function pressed(scene: Scene, name: string, box: Box, column: number, row: number): Pointed {
  const { state } = scene;
  switch (name) {
    case 'scenarios': {
      const found = scenarioAt(scene, box, row);
      if (found === undefined) return { actions: [{ type: 'focus', pane: 'scenarios' }] };
      const actions: Action[] = [{ type: 'select', pane: 'scenarios', index: found }];
      // Its mark is a switch.
      return {
        actions: column >= 3 && column <= 5 ? [...actions, { type: 'toggle-pin' }] : actions,
      };
    }
    case 'assumptions': {
      const index = assumptionAt(scene, box, row);
      if (index === undefined) return { actions: [{ type: 'focus', pane: 'assumptions' }] };
      return { actions: [{ type: 'select', pane: 'assumptions', index }] };
    }
    case 'map': {
      const index = tileAt(scene, box, column, row);
      if (index === undefined) return { actions: [{ type: 'focus', pane: 'map' }] };
      const again =
        state.focus === 'map' && state.tile === index && selectedRegion(state) !== undefined;
      const chosen: Action = { type: 'select', pane: 'map', index };
      return { actions: again ? [{ type: 'show-region' }] : [chosen] };
    }
    case 'charts': {
      const view = viewAt(scene, box, column, row);
      if (view === undefined) return NOTHING;
      return {
        actions: [view === state.view ? { type: 'toggle-zoom' } : { type: 'set-view', view }],
      };
    }
    case 'table': {
      const found = metricAt(scene, box, row);
      if (found === undefined) return { actions: [{ type: 'focus', pane: 'table' }] };
      return { actions: [{ type: 'select', pane: 'table', index: found }] };
    }
    default:
      return NOTHING;
  }
}
