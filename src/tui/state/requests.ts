import type { Wishes } from '../draw/layout.js';
import { metricNames, type Scene } from '../draw/scene.js';
import { listContent } from '../panes/scenario-list.js';

/** What the panes would like, for the layout. */
export function wishesOf(scene: Scene): Wishes {
  const { state, snapshot } = scene;
  const tiles = state.lab?.bench.tiles ?? [];
  return {
    metrics: metricNames(snapshot).length,
    scenarios: state.scenarioCount,
    listContent: listContent(scene),
    levers: state.lab !== undefined,
    tileRows: tiles.length < 2 ? 0 : 1 + Math.max(...tiles.map((one) => one.row)),
    side: state.side,
    zoomed: state.zoomed,
    help: state.help,
  };
}
