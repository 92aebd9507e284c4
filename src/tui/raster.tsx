import { Box, Transform } from 'ink';
import { useMemo } from 'react';
import { encodeLine, type Line } from './style.js';

/**
 * Draws finished lines. They go through a Transform over a blank of fixed size, since Ink keeps every
 * distinct text that it measures for ever (ink#986) and a blank is measured once.
 * @param lines exactly `height` lines of `width` columns.
 */
export function Raster({
  lines,
  width,
  height,
}: {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}) {
  const encoded = useMemo(() => lines.map(encodeLine), [lines]);
  const blank = useMemo(
    () => Array.from({ length: height }, () => ' '.repeat(width)).join('\n'),
    [width, height],
  );
  if (width <= 0 || height <= 0) return null;
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Transform transform={(blankLine, index) => encoded[index] ?? blankLine}>{blank}</Transform>
    </Box>
  );
}
