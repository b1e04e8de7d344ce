import { staffWords } from '../http/staff-words.ts';
import en from './text/en.json' with { type: 'json' };
import sv from './text/sv.json' with { type: 'json' };

/** What the plain pages of staff call what the machinery does. */
export const { word: staffWord, wordOr: staffWordOr } = staffWords({ sv, en });
export type StaffWord = keyof typeof en;
