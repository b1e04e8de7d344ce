import type { CaseSeen, Look, PictureName, Pictures } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';

/** How far the log has been read. `seen`: events of the last thousand places, by case, so that a commit that showed up late is noticed. */
export interface Mark { seq: number; id: string | null; seen: Record<string, number> }

/** What the house asks of the thread that holds the log. */
export type Order =
  /** Takes up the log as it was put away; told back is its mark, or null where there is none that can be read. */
  | { do: 'open'; file: string }
  | { do: 'take'; histories: CaseHistory[] }
  | { do: 'keep'; file: string; mark: Mark }
  | { do: 'forget' }
  /** `group`: the look is of a group below a unit. `part`: it is of a part of what a unit does, and may come down to few colleagues. */
  | { do: 'picture'; name: PictureName; look: Look; group: boolean; part?: boolean }
  | { do: 'cases'; look: Look; most: number }
  | { do: 'export'; look: Look; as: ExportForm; key: Uint8Array; without: string[] }
  | { do: 'values' };

export type ExportForm = 'xes' | 'ocel';

/** Why there is no picture: fewer than five people in the group, or fewer than five cases. */
export type TooFew = 'people' | 'cases';

export interface Answers {
  open: Mark | null;
  take: null;
  keep: null;
  forget: null;
  picture: { cases: number; picture: Pictures[PictureName] | null; tooFew?: TooFew };
  cases: { cases: number; seen: CaseSeen[] };
  export: { text: string; cases: number; events: number };
  values: { of: 'case' | 'event'; key: string; values: { value: string | number | boolean; count: number }[] }[];
}

export interface Asked { no: number; order: Order }
export type Answered = { no: number; answer: Answers[Order['do']] } | { no: number; error: string; name: string };
