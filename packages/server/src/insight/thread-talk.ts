import type { CaseSeen, Look, PictureName, Pictures } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';
import type { Level } from './api.ts';

/** How far the log has been read. `seen`: events of the last thousand places, by case, so that a commit that showed up late is noticed. */
export interface Mark { seq: number; id: string | null; seen: Record<string, number> }

/** What the house asks of the thread that holds the log. */
export type Order =
  /** Takes up the log as it was put away; told back is its mark, or null where there is none that can be read. */
  | { do: 'open'; file: string }
  | { do: 'take'; histories: CaseHistory[] }
  | { do: 'keep'; file: string; mark: Mark }
  | { do: 'forget' }
  /** `level` says what a picture may rest on (see `groups.ts`). */
  | { do: 'picture'; name: PictureName; look: Look; level: Level }
  | { do: 'cases'; look: Look; level: Level; most: number }
  | { do: 'export'; look: Look; as: ExportForm; key: Uint8Array; without: string[] }
  | { do: 'values' }
  /** Services of a unit that are not told of apart. */
  | { do: 'untold' };

export type ExportForm = 'xes' | 'ocel';

/** Why there is no picture: fewer than five people in the group, or fewer than five cases. */
export type TooFew = 'people' | 'cases';

export interface Answers {
  open: Mark | null;
  take: null;
  keep: null;
  forget: null;
  picture: { cases: number; picture: Pictures[PictureName] | null; tooFew?: TooFew };
  cases: { cases: number; seen: CaseSeen[]; tooFew?: TooFew };
  export: { text: string; cases: number; events: number };
  values: { of: 'case' | 'event'; key: string; values: { value: string | number | boolean; count: number }[] }[];
  untold: { unit: string; service: string }[];
}

export interface Asked { no: number; order: Order }
export type Answered = { no: number; answer: Answers[Order['do']] } | { no: number; error: string; name: string };
