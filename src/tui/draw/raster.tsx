import { Box, Transform } from 'ink';
import { useContext, useLayoutEffect, useMemo } from 'react';
import { CanvasContext } from './canvas.js';
import { encodeLine, type Line } from './style.js';

export interface RasterProps {
  /** Exactly `height` lines of `width` columns. */
  readonly lines: readonly Line[];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws finished lines: on the canvas, or where there is none through Ink. There they go through a Transform over a
 * blank of fixed size, since Ink keeps every distinct text that it measures for ever (ink#986) and a blank is
 * measured once.
 */
export function Raster({ lines, left, top, width, height }: RasterProps) {
  const canvas = useContext(CanvasContext);
  const encoded = useMemo(() => lines.map(encodeLine), [lines]);
  const blank = useMemo(
    () => Array.from({ length: height }, () => ' '.repeat(width)).join('\n'),
    [width, height],
  );
  const empty = width <= 0 || height <= 0;
  useLayoutEffect(
    () => (empty ? undefined : canvas?.put({ left, top, lines: encoded })),
    [canvas, empty, left, top, encoded],
  );
  if (empty || canvas !== undefined) return null;
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Transform transform={(blankLine, index) => encoded[index] ?? blankLine}>{blank}</Transform>
    </Box>
  );
}
