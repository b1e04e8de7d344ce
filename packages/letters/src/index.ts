export { renderLetter } from './render-letter.ts';
export { checkLetter, letterArguments } from './check-letter.ts';
export type { LetterIssue } from './check-letter.ts';
export { LetterError } from './errors.ts';
export type { LetterErrorCode } from './errors.ts';
export type { Letterhead, LetterheadLabels, LetterInput, Reason, RenderedLetter } from './letter.ts';
export type { ArgumentKind } from './messages.ts';
