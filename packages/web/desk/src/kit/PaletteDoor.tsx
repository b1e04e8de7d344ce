import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useKeys } from '../keys/keys.ts';
import { openPalette } from './open-palette.ts';

/** Fetches the palette when the first view stands: what one does not see must not keep one waiting on a thin line. */
export function PaletteDoor(): ReactNode {
  const [Palette, setPalette] = useState<ComponentType>();
  useKeys([{ keys: 'Ctrl+k', word: 'shell.palette', group: 'shell.keys.everywhere', run: openPalette }]);
  useEffect(() => {
    const fetchIt = (): void => void import('./Palette.tsx').then((piece) => setPalette(() => piece.Palette), () => {});
    // not every browser tells when it is idle
    if (!('requestIdleCallback' in globalThis)) {
      const timer = setTimeout(fetchIt, 1_000);
      return () => clearTimeout(timer);
    }
    const turn = requestIdleCallback(fetchIt, { timeout: 2_000 });
    return () => cancelIdleCallback(turn);
  }, []);
  return Palette && <Palette />;
}
