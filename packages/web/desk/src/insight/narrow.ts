import { useSyncExternalStore } from 'react';

const small = matchMedia('(max-width: 40rem)');
const subscribe = (tell: () => void): (() => void) => {
  small.addEventListener('change', tell);
  return () => small.removeEventListener('change', tell);
};

/** Is this a phone's screen? Pictures are then drawn so that they fit, instead of being pushed aside. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => small.matches);

export const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
