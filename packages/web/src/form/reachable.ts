import type { FormCondition, FormPage, Json } from '@ankomst/core';
import { canonicalText } from '@ankomst/core';
import { parsePage } from './parse.ts';
import { askedOn, type Answers, type AskedQuestion, type FormSetting, type Typed } from './setting.ts';

/** A page that is shown, with the questions on it that are shown. */
export interface ReachablePage {
  page: FormPage;
  questions: AskedQuestion[];
  answers: Answers;
  /** Answered without problems. */
  done: boolean;
  /** Something is typed. */
  started: boolean;
}

/**
 * Which pages and questions are shown to this person, given what is on file and what is typed so far,
 * and the answers that count. The one definition of pruning: an answer to a question that is no longer
 * shown is not among the answers (but stays in the draft, in case the question comes back).
 */
export function reachable(setting: FormSetting, typed: Typed): { pages: ReachablePage[]; answers: Answers; done: boolean } {
  const answers: Answers = {};
  const pages: ReachablePage[] = [];
  for (const page of setting.form.pages) {
    if (page.role !== setting.me.role) continue;
    if (!holds(page.when, answers, page, setting)) continue;
    const raw = typed[page.id] ?? {};
    const questions = shownOn(page, answers, setting);
    if (questions.length === 0) continue;
    const parsed = parsePage(page, raw, setting, answers);
    Object.assign(answers, parsed.answers);
    const files = setting.files.some((file) => questions.some((asked) => asked.key === file.key));
    pages.push({ page, questions: parsed.questions, answers: parsed.answers, done: parsed.problems.length === 0, started: Object.keys(raw).length > 0 || files });
  }
  return { pages, answers, done: pages.every((page) => page.done) };
}

/** The page's questions before its own answers are looked at: on an `ask` page those whose fact is not on file. */
export function shownOn(page: FormPage, answers: Answers, setting: FormSetting): AskedQuestion[] {
  return askedOn(page, setting).filter((asked) =>
    (page.kind === 'confirm' || !asked.fact || isMine(asked, setting)) && holds(asked.question.when, answers, page, setting));
}

/** A fact this person gave in this form may be changed by them until it is sent; it is theirs, not something on file. */
function isMine(asked: AskedQuestion, setting: FormSetting): boolean {
  return asked.fact?.source === 'applicant' && asked.fact.assertedBy === `person/${setting.me.personId}` && asked.definition.about === 'party';
}

/** Do all the conditions hold, by the answers so far and else by what is on file? */
export function holds(conditions: readonly FormCondition[] | undefined, answers: Answers, page: FormPage, setting: FormSetting): boolean {
  return (conditions ?? []).every((condition) => {
    const values = valuesOf(condition, answers, page, setting);
    if (condition.known !== undefined && values.some((value) => value !== undefined) !== condition.known) return false;
    if (condition.equals === undefined) return true;
    const wanted = canonicalText(condition.equals);
    return values.some((value) => value !== undefined && canonicalText(value) === wanted);
  });
}

function valuesOf(condition: FormCondition, answers: Answers, page: FormPage, setting: FormSetting): (Json | undefined)[] {
  const probe: FormPage = { ...page, questions: [{ fact: condition.fact, of: condition.of, to: condition.to }] };
  return askedOn(probe, setting).map((asked) => {
    const answer = answers[asked.key];
    return answer ? (answer.kind === 'disputed' ? undefined : answer.value) : asked.fact?.value;
  });
}

/** The page after this one, or none: then the answers are checked and sent. */
export function pageAfter(pages: readonly ReachablePage[], pageId: string): ReachablePage | undefined {
  return pages[pages.findIndex((shown) => shown.page.id === pageId) + 1];
}
/** The page before this one. */
export function pageBefore(pages: readonly ReachablePage[], pageId: string): ReachablePage | undefined {
  return pages[pages.findIndex((shown) => shown.page.id === pageId) - 1];
}
