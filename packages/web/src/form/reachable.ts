import type { FormPage } from '@ankomst/core';
import { parsePage } from './parse.ts';
import type { Remark } from './remarks.ts';
import type { Answers, AskedQuestion, FormSetting, Typed } from './setting.ts';
import { holds } from './shown.ts';

/** A page that is shown, with the questions on it that are shown. */
export interface ReachablePage {
  page: FormPage;
  questions: AskedQuestion[];
  answers: Answers;
  /** Answered without problems. */
  done: boolean;
  /** What is to be looked at once more. */
  remarks?: Remark[];
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
    const parsed = parsePage(page, raw, setting, answers);
    if (parsed.questions.length === 0) continue;
    Object.assign(answers, parsed.answers);
    const files = setting.files.some((file) => parsed.questions.some((asked) => asked.key === file.key));
    pages.push({ page, questions: parsed.questions, answers: parsed.answers, remarks: parsed.remarks, done: parsed.problems.length === 0, started: Object.keys(raw).length > 0 || files });
  }
  return { pages, answers, done: pages.every((page) => page.done) };
}

/** The page after this one, or none: then the answers are checked and sent. */
export function pageAfter(pages: readonly ReachablePage[], pageId: string): ReachablePage | undefined {
  return pages[pages.findIndex((shown) => shown.page.id === pageId) + 1];
}
/** The page before this one. */
export function pageBefore(pages: readonly ReachablePage[], pageId: string): ReachablePage | undefined {
  return pages[pages.findIndex((shown) => shown.page.id === pageId) - 1];
}
