import { useEffect, useState } from 'react';

/** A terminal, as far as its size goes. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** The size of the window, kept up to date. */
export function useWindowSize(window: Window): { readonly columns: number; readonly rows: number } {
  const [size, setSize] = useState({ columns: window.columns, rows: window.rows });
  useEffect(() => {
    const update = () => setSize({ columns: window.columns, rows: window.rows });
    window.on('resize', update);
    update();
    return () => {
      window.off('resize', update);
    };
  }, [window]);
  return size;
}
