import { useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useKeys } from '../keys/keys.ts';
import { Waiting } from '../shell/states.tsx';
import { say } from '../words/say.ts';
import type { PaletteProps } from './Palette.tsx';
import { fetchPiece } from './piece.ts';
import { toast } from './toasts.ts';

let open: () => void = () => {};
/** Opens the palette. */
export const openPalette = (): void => open();

let piece: Promise<typeof import('./Palette.tsx')> | undefined;
/** The list, fetched once. */
async function fetchPalette(): Promise<ComponentType<PaletteProps>> {
  try {
    return (await (piece ??= fetchPiece(() => import('./Palette.tsx')))).Palette;
  } catch (error) {
    piece = undefined;
    throw error;
  }
}

/**
 * Opens the palette at once, the field to type in with it. The list of what one can do comes when the first view stands:
 * what one does not see must not keep one waiting on a thin line. What is typed before it is here is not lost.
 */
export function PaletteDoor(): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps>>();
  const [typed, setTyped] = useState('');
  const [opening, setOpening] = useState(0);
  const take = (list: ComponentType<PaletteProps>): void => setPalette(() => list);
  const close = (): void => dialog.current?.close();
  open = () => {
    if (dialog.current?.open) return;
    setTyped('');
    setOpening((count) => count + 1);
    dialog.current?.showModal();
    if (!Palette) void fetchPalette().then(take, () => { close(); toast(say('shell.offline'), { tone: 'danger', more: say('shell.offline.do') }); });
  };
  useKeys([{ keys: 'Ctrl+k', word: 'shell.palette', group: 'shell.keys.everywhere', run: openPalette }]);
  useEffect(() => {
    const fetchIt = (): void => void fetchPalette().then(take, () => {});
    // not every browser tells when it is idle
    if (!('requestIdleCallback' in globalThis)) {
      const timer = setTimeout(fetchIt, 1_000);
      return () => clearTimeout(timer);
    }
    const turn = requestIdleCallback(fetchIt, { timeout: 2_000 });
    return () => cancelIdleCallback(turn);
  }, []);
  return (
    <dialog ref={dialog} className="modal palette" aria-label={say('shell.palette')} aria-busy={!Palette} onClick={(event) => { if (event.target === dialog.current) close(); }}>
      {Palette
        ? <Palette typed={typed} onTyped={setTyped} opening={opening} close={close} />
        : <>
            <input cmdk-input="" autoComplete="off" spellCheck={false} aria-label={say('shell.palette')} value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={say('shell.palette.hint')} />
            {opening > 0 && <Waiting />}
          </>}
    </dialog>
  );
}
