import { useEffect, useId, useRef, type ReactNode } from 'react';
import { say } from '../words/say.ts';
import { Icon } from './Icon.tsx';

/** A dialog over the view: the browser's own, which keeps the focus inside, closes by Escape and gives the focus back. */
export function Modal({ open, onClose, title, children, footer }: { open: boolean; onClose(): void; title: string; children: ReactNode; footer?: ReactNode }): ReactNode {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog ref={box} className="modal" aria-labelledby={id} onClose={onClose} onClick={(event) => { if (event.target === box.current) onClose(); }}>
      {open && (
        <div className="modal-body">
          <div className="modal-head">
            <h2 id={id} tabIndex={-1}>{title}</h2>
            <button type="button" className="top-button" onClick={onClose}><Icon name="close" label={say('shell.close')} /></button>
          </div>
          {children}
          {footer && <div className="actions">{footer}</div>}
        </div>
      )}
    </dialog>
  );
}
