import { ApiProblem } from '../api/problem.ts';
import { say } from '../words/say.ts';
import { announce } from './announce.ts';

export interface Toast {
  id: number;
  tone: 'info' | 'success' | 'warning' | 'danger';
  text: string;
  /** What to do about it, smaller. */
  more?: string;
  action?: { label: string; run(): void };
  /** When it goes, in the page's milliseconds; never where it is absent. */
  until?: number;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const tell = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** For `useSyncExternalStore`. */
export const toastList = {
  read: (): readonly Toast[] => toasts,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Shows a message at the edge and says it aloud. Bad news stays until closed; good news goes after `seconds`. Returns how to take it away. */
export function toast(text: string, { tone = 'success', more, action, seconds }: Partial<Pick<Toast, 'tone' | 'more' | 'action'>> & { seconds?: number } = {}): () => void {
  const id = ++last;
  const lasts = seconds ?? (tone === 'danger' || tone === 'warning' ? undefined : 6);
  tell([...toasts.filter((one) => one.text !== text), { id, tone, text, more, action, until: lasts === undefined ? undefined : performance.now() + lasts * 1000 }]);
  announce([text, more, action?.label].filter(Boolean).join('. '), tone === 'danger' ? 'assertive' : 'polite');
  const close = (): void => closeToast(id);
  if (lasts !== undefined) setTimeout(close, lasts * 1000);
  return close;
}

export function closeToast(id: number): void {
  if (toasts.some((one) => one.id === id)) tell(toasts.filter((one) => one.id !== id));
}

/** Says what went wrong and what to do, in the server's own sentences. */
export function toastProblem(error: unknown): void {
  if (error instanceof ApiProblem) toast(error.title, { tone: 'danger', more: error.recover });
  else if ((error as Error | undefined)?.name !== 'AbortError') toast(say('shell.broken'), { tone: 'danger' });
}

/**
 * Does something that can be undone: at once, with ten seconds (or `seconds`) to take it back.
 * @param act `text`: what was done, in words; `undo` is called when the person presses Undo
 */
export async function undoable({ text, run, undo, seconds = 10 }: { text: string; run(): Promise<unknown>; undo(): Promise<unknown>; seconds?: number }): Promise<boolean> {
  try {
    await run();
  } catch (error) {
    toastProblem(error);
    return false;
  }
  const close = toast(text, {
    seconds,
    action: {
      label: say('shell.undo'),
      run: () => { close(); void undo().then(() => toast(say('shell.undone')), toastProblem); },
    },
  });
  return true;
}
