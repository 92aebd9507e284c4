import { Box } from 'ink';
import { useMemo } from 'react';
import { asciiLine } from './ascii.js';
import { type Layout, layoutFor, type Size, SMALLEST } from './layout.js';
import { fitLine, span } from './lines.js';
import { chartPane } from './panes/chart-pane.js';
import { footerLines } from './panes/footer.js';
import { headerLine } from './panes/header.js';
import { helpPane } from './panes/help.js';
import { leversPane } from './panes/levers.js';
import { outcomeTable } from './panes/outcome-table.js';
import { overlayPane } from './panes/overlays.js';
import { listContent, scenarioList } from './panes/scenario-list.js';
import { Raster } from './raster.js';
import { metricNames, type Scene } from './scene.js';
import { sliders } from './state.js';
import type { Line } from './style.js';

/** The whole screen, as tall and wide as the window. */
export function View({
  scene,
  columns,
  rows,
}: {
  readonly scene: Scene;
  readonly columns: number;
  readonly rows: number;
}) {
  const { state, snapshot } = scene;
  const metrics = metricNames(snapshot).length;
  const layout = layoutFor(
    columns,
    rows,
    metrics,
    listContent(scene),
    state.zoomed,
    leversOf(scene),
  );
  if (layout.tooSmall) return <TooSmall scene={scene} layout={layout} />;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Pane scene={scene} size={{ width: columns, height: 1 }} draw={header} />
      {state.help ? (
        <Pane scene={scene} size={{ width: columns, height: rows - 3 }} draw={helpPane} />
      ) : (
        <Panes scene={scene} layout={layout} />
      )}
      <Pane scene={scene} size={{ width: columns, height: 2 }} draw={footer} />
    </Box>
  );
}

function leversOf({ state, source }: Scene) {
  if (state.lab === undefined) return undefined;
  const { focus } = state;
  return {
    rows: sliders(state).length,
    focused: focus === 'levers',
    scenarios: source.scenarios.length,
  };
}

function Panes({ scene, layout }: { readonly scene: Scene; readonly layout: Layout }) {
  const { list, levers, chart, table } = layout;
  const main = scene.state.overlay === undefined ? chartPane : overlayPane;
  const left = (
    <Box flexDirection="column">
      <Pane scene={scene} size={list} draw={scenarioList} />
      <Pane scene={scene} size={levers} draw={leversPane} />
    </Box>
  );
  const upper = <Pane scene={scene} size={chart} draw={main} />;
  const lower = <Pane scene={scene} size={table} draw={outcomeTable} />;
  if (table.width === layout.columns) {
    return (
      <>
        <Box>
          {left}
          {upper}
        </Box>
        {lower}
      </>
    );
  }
  return (
    <Box>
      {left}
      <Box flexDirection="column">
        {upper}
        {lower}
      </Box>
    </Box>
  );
}

interface PaneProps {
  readonly scene: Scene;
  readonly size: Size;
  /** A pure function from what there is to the lines that show it. */
  readonly draw: (scene: Scene, size: Size) => Line[];
}

/** One part of the screen; drawn again only when something it shows, or its size, has changed. */
function Pane({ scene, size: { width, height }, draw }: PaneProps) {
  const lines = useMemo(
    () => (width > 0 && height > 0 ? shownIn(scene, draw(scene, { width, height })) : []),
    [scene, width, height, draw],
  );
  return <Raster lines={lines} width={width} height={height} />;
}

function shownIn({ theme }: Scene, lines: Line[]): Line[] {
  return theme.glyphSet === 'ascii' ? lines.map(asciiLine) : lines;
}

const header = (scene: Scene, { width }: Size): Line[] => [headerLine(scene, width)];
const footer = (scene: Scene, { width }: Size): Line[] => footerLines(scene, width);

function TooSmall({
  scene,
  layout: { columns, rows },
}: {
  readonly scene: Scene;
  readonly layout: Layout;
}) {
  const text = scene.words.tooSmall(columns, rows, SMALLEST.columns, SMALLEST.rows);
  const lines = Array.from(
    { length: rows },
    (_, row): Line =>
      row === Math.floor((rows - 1) / 2) ? fitLine([span(text)], columns) : fitLine([], columns),
  );
  return <Raster lines={lines} width={columns} height={rows} />;
}
