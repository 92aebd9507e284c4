import { Box as InkBox } from 'ink';
import { type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { assumptionsPane } from '../panes/assumptions.js';
import { chartPane } from '../panes/chart-pane.js';
import { footerLines } from '../panes/footer.js';
import { headerLine } from '../panes/header.js';
import { helpPane } from '../panes/help.js';
import { leversPane } from '../panes/levers.js';
import { mapPane } from '../panes/map.js';
import { outcomeTable } from '../panes/outcome-table.js';
import { palettePane } from '../panes/palette.js';
import { quitPane } from '../panes/quit.js';
import { reasonPane } from '../panes/reason.js';
import { scenarioList } from '../panes/scenario-list.js';
import { asciiLine } from './ascii.js';
import { CanvasContext } from './canvas.js';
import type { Box, BoxName, Layout, Size } from './layout.js';
import { SMALLEST } from './layout.js';
import { fitLine, span } from './lines.js';
import { Raster } from './raster.js';
import type { Scene } from './scene.js';
import type { Line } from './style.js';

type Draw = (scene: Scene, size: Size) => Line[];

const DRAWN: Readonly<Record<BoxName, Draw>> = {
  header: (scene, { width }) => [headerLine(scene, width)],
  footer: (scene, { width }) => footerLines(scene, width),
  scenarios: scenarioList,
  levers: leversPane,
  assumptions: assumptionsPane,
  map: mapPane,
  charts: mainPane,
  table: outcomeTable,
  help: helpPane,
};

// What is asked for stands over the charts.
function mainPane(scene: Scene, size: Size): Line[] {
  const { overlay, prompt } = scene.state;
  if (prompt?.kind === 'palette') return palettePane(scene, size);
  if (overlay === 'reason') return reasonPane(scene, size);
  return overlay === 'quit' ? quitPane(scene, size) : chartPane(scene, size);
}

/** The whole screen, as tall and wide as the window. */
export function View({ scene, layout }: { readonly scene: Scene; readonly layout: Layout }) {
  const canvas = useContext(CanvasContext);
  // After the panes have put their lines on it.
  useLayoutEffect(() => canvas?.show());
  if (layout.tooSmall) return <TooSmall scene={scene} layout={layout} />;
  const panes = [...layout.boxes].map(([name, box]) => (
    <Placed key={name} box={box}>
      <Pane scene={scene} box={box} draw={DRAWN[name]} />
    </Placed>
  ));
  if (canvas !== undefined) return panes;
  return (
    <InkBox width={layout.columns} height={layout.rows}>
      {panes}
    </InkBox>
  );
}

// On the canvas a pane brings its place along; in Ink it is set off from the corner.
function Placed({ box, children }: { readonly box: Box; readonly children: ReactNode }) {
  const canvas = useContext(CanvasContext);
  if (canvas !== undefined) return children;
  return (
    <InkBox position="absolute" marginLeft={box.left} marginTop={box.top}>
      {children}
    </InkBox>
  );
}

interface PaneProps {
  readonly scene: Scene;
  readonly box: Box;
  /** A pure function from what there is to the lines that show it. */
  readonly draw: Draw;
}

/** One part of the screen; drawn again only when something it shows, or its size, has changed. */
function Pane({ scene, box: { left, top, width, height }, draw }: PaneProps) {
  const lines = useMemo(
    () => (width > 0 && height > 0 ? shownIn(scene, draw(scene, { width, height })) : []),
    [scene, width, height, draw],
  );
  return <Raster lines={lines} left={left} top={top} width={width} height={height} />;
}

function shownIn({ theme }: Scene, lines: Line[]): Line[] {
  return theme.glyphSet === 'ascii' ? lines.map(asciiLine) : lines;
}

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
  return <Raster lines={lines} left={0} top={0} width={columns} height={rows} />;
}
