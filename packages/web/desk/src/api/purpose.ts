/** Why one opens cases now; sent with every request, written in the access log before anything is shown. */
export type Purpose = 'handling' | 'supervision' | 'audit' | 'quality' | 'break-glass';

let current: Purpose = 'handling';
const listeners = new Set<() => void>();

/** The purpose of this tab. */
export const purpose = (): Purpose => current;

/** Chooses another purpose for what is opened from now on. */
export function choosePurpose(chosen: Purpose): void {
  current = chosen;
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export function onPurpose(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
