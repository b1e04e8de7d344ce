import { beginAct, ping, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change, LetterRecord } from '../change.ts';

/** A clock of the law has run out: it is written down and its holder told. It never decides anything. */
export function passDeadline(state: CaseState, input: { deadline: string; due: string; basis: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.record('DeadlinePassed', { deadline: input.deadline, due: input.due, basis: input.basis });
  return settle(act);
}

/** The letters of a decision are made: kept with their hashes, and the phones ping. */
export function issueLetters(state: CaseState, input: { letters: LetterRecord[]; about: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.change.letters = input.letters;
  for (const letter of input.letters) {
    act.record('LetterIssued', { letter: letter.id, kind: letter.letter, to: letter.toPersonId, language: letter.language, pdf: letter.pdfSha256, html: letter.htmlSha256 });
  }
  const change = settle(act);
  ping(act, [...new Set(input.letters.map((letter) => letter.toPersonId))], input.about);
  return change;
}

/** A person has opened a letter: what later counts as served rests on this. */
export function letterRead(state: CaseState, input: { letter: string; personId: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.record('LetterRead', { letter: input.letter, by: input.personId });
  return settle(act);
}

/** A partner has taken a notice. */
export function noticeSent(state: CaseState, input: { notice: string; partner: string; message: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.record('NoticeSent', { notice: input.notice, partner: input.partner, message: input.message });
  return settle(act);
}
