import { parse } from 'yaml';
import { folderOf, joinPath, MAX_CSV_BYTES } from '../diagnostics/files.js';
import type { Model } from '../model/model.js';
import type { DiskFiles } from '../study/disk-files.js';
import type { Tile } from '../tui/bench.js';

/**
 * Where each region stands on the map: as `map.yaml` beside the model says (`tiles: {mopti: [2, 3]}`, row and
 * column from 0), or in reading order where it says nothing.
 */
export function tilesOf(model: Model, files: DiskFiles): readonly Tile[] {
  const regions = model.dimensions.get('region')?.elements ?? [];
  const found = files.read(joinPath(folderOf(model.file), 'map.yaml'), MAX_CSV_BYTES);
  const given = 'text' in found ? tilesIn(found.text ?? '') : {};
  const columns = Math.ceil(Math.sqrt(regions.length));
  const complete = regions.every((region) => given[region] !== undefined);
  return regions.map((region, i) => {
    const [row, column] = (complete ? given[region] : undefined) ?? [
      Math.floor(i / columns),
      i % columns,
    ];
    return { region, row, column };
  });
}

function tilesIn(text: string): Readonly<Record<string, readonly [number, number]>> {
  try {
    const parsed: unknown = parse(text);
    const tiles =
      typeof parsed === 'object' && parsed !== null && 'tiles' in parsed ? parsed.tiles : {};
    return Object.fromEntries(
      Object.entries(tiles ?? {}).flatMap(([region, at]) =>
        Array.isArray(at) &&
        at.length === 2 &&
        at.every((one) => Number.isInteger(one) && one >= 0 && one < 20)
          ? [[region, [at[0], at[1]] as const]]
          : [],
      ),
    );
  } catch {
    return {};
  }
}
