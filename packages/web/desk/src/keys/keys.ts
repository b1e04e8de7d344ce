import { useEffect, useRef } from 'react';
import { createRegistry, type Press, type Shortcut } from './registry.ts';

/** The app's shortcuts. */
export const registry = createRegistry();

/** Listens to the keyboard; returns how to stop. Views that show a modal dialog keep the keys to themselves. */
export function listenToKeys(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : undefined;
    const shortcut = registry.press({
      key: event.key, ctrlKey: event.ctrlKey, altKey: event.altKey, metaKey: event.metaKey, shiftKey: event.shiftKey,
      at: placeOf(target), time: event.timeStamp,
    });
    if (!shortcut) return;
    if (document.querySelector('dialog:modal') && !/^(F\d+|Escape|Ctrl\+.*)$/.test(shortcut.keys)) return;
    event.preventDefault();
    shortcut.run(event);
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function placeOf(target: Element | undefined): Press['at'] {
  if (!target) return 'elsewhere';
  if (target.closest('textarea, select, [contenteditable=true], [role=textbox], [role=combobox]') || target.closest('input:not([type=checkbox], [type=radio], [type=button], [type=submit])')) return 'field';
  return target.closest('button, a[href], summary, input, [role=button], [role=tab], [role=menuitem], [role=option]') ? 'control' : 'elsewhere';
}

/**
 * Shortcuts of a view, for as long as it is shown. They are listed under `?` by their words. The functions may
 * change from one drawing to the next; which keys there are may not.
 */
export function useKeys(shortcuts: Shortcut[]): void {
  const now = useRef(shortcuts);
  now.current = shortcuts;
  const shape = shortcuts.map(({ keys, word, group }) => `${keys}|${word}|${group}`).join('\n');
  useEffect(() => registry.add(now.current.map((one, index): Shortcut => ({
    ...one,
    run: (event) => now.current[index]?.run(event),
    when: () => now.current[index]?.when?.() ?? true,
  }))), [shape]);
}
