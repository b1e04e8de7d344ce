import { staffWords } from '../http/staff-words.ts';
import en from './text/en.json' with { type: 'json' };
import sv from './text/sv.json' with { type: 'json' };

/** What the machinery calls purposes, looks and outcomes. What permits and forbids is said by the policies. */
export const { word: accessWord, wordOr: accessWordOr } = staffWords({ sv, en });
export type AccessWord = keyof typeof en;
