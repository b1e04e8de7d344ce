import type { FeelContext } from './values.ts';

/**
 * Which evaluation hears that a part of the input was looked at as a whole (compared, written as text), where the
 * operation does not know the evaluation. One runs at a time.
 */
export interface Reader { whole(context: FeelContext): void }

let reader: Reader | undefined;

/** Sets who hears; gives the one before, to be put back. */
export function setReader(next: Reader | undefined): Reader | undefined {
  const before = reader;
  reader = next;
  return before;
}

/** A context was looked at as a whole. */
export function readWhole(context: FeelContext): void {
  if (context.origin !== undefined) reader?.whole(context);
}
