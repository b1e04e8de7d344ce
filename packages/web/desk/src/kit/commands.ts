import { useEffect, useRef } from 'react';
import type { IconName } from './Icon.tsx';

/** Something the palette offers while a view is shown. */
export interface Command { id: string; /** Key of its words. */ word: string; icon?: IconName; run(): void }

let sets: readonly Command[][] = [];
const listeners = new Set<() => void>();
const set = (next: readonly Command[][]): void => { sets = next; for (const listener of listeners) listener(); };

/** For `useSyncExternalStore`. */
export const commandSets = {
  read: (): readonly Command[][] => sets,
  subscribe(listener: () => void): () => void { listeners.add(listener); return () => void listeners.delete(listener); },
};

/** Offers a view's commands in the palette as long as it is shown. */
export function useCommands(commands: Command[]): void {
  const now = useRef(commands);
  now.current = commands;
  const shape = commands.map(({ id, word }) => `${id}|${word}`).join('\n');
  useEffect(() => {
    const mine = now.current.map((one, index): Command => ({ ...one, run: () => now.current[index]?.run() }));
    set([...sets, mine]);
    return () => set(sets.filter((other) => other !== mine));
  }, [shape]);
}
