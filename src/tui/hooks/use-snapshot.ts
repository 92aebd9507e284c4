import { useEffect, useState } from 'react';
import type { Snapshot, SnapshotSource } from '../../live/shown.js';

/** The latest snapshot, and why no more come if the run has failed. */
export interface Latest {
  readonly snapshot: Snapshot | undefined;
  readonly failure: string | undefined;
}

// Results that come faster than this are not seen.
const FRAME_MS = 50;

/** Follows a source; of snapshots that come in a burst only the last is shown. */
export function useSnapshot(source: SnapshotSource): Latest {
  const [latest, setLatest] = useState<Latest>({ snapshot: undefined, failure: undefined });
  useEffect(() => {
    let waiting: Snapshot | undefined;
    let timer: NodeJS.Timeout | undefined;
    const show = () => {
      timer = undefined;
      const snapshot = waiting;
      if (snapshot === undefined) return;
      waiting = undefined;
      setLatest((before) => ({ ...before, snapshot }));
      timer = setTimeout(show, FRAME_MS);
    };
    const stop = source.subscribe(
      (snapshot) => {
        waiting = snapshot;
        if (timer === undefined) show();
      },
      (reason) => setLatest((before) => ({ ...before, failure: reason.message })),
    );
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [source]);
  return latest;
}
