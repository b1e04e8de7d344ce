import { staffWords } from '../http/staff-words.ts';
import en from './text/en.json' with { type: 'json' };
import sv from './text/sv.json' with { type: 'json' };

/** What the desk says of facts and of deciding. Content words come from the content. */
export const { word: deskWord } = staffWords({ sv, en });
export type DeskWord = keyof typeof en;
