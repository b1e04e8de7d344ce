/** Why one opens cases now; sent with every request, written in the access log before anything is shown. */
export type Purpose = 'handling' | 'supervision' | 'audit' | 'quality' | 'break-glass';

let current: Purpose | undefined;
const listeners = new Set<() => void>();

/** The purpose of this tab; where none was chosen, the server takes what one's role is for. */
export const purpose = (): Purpose | undefined => current;

/** Chooses another purpose for what is opened from now on. */
export function choosePurpose(chosen: Purpose | undefined): void {
  current = chosen;
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export function onPurpose(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
