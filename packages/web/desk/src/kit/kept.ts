import { useCallback, useState } from 'react';

/**
 * Text typed and not yet sent, kept in this tab while one logs in again or reloads by mistake. Like `useState`;
 * `clear` when it has been sent. The key must name whose and what it is (`note/<case>`).
 */
export function useKept(key: string, initial = ''): [string, (text: string) => void, () => void] {
  const name = `desk-kept:${key}`;
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? initial);
  const set = useCallback((next: string) => { setText(next); sessionStorage.setItem(name, next); }, [name]);
  const clear = useCallback(() => { setText(initial); sessionStorage.removeItem(name); }, [name, initial]);
  return [text, set, clear];
}
