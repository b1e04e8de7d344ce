import { actFacts, dayOf, factSet, subject } from '@ankomst/core';
import type { FormPage } from '@ankomst/core';
import { pageBefore, reachable, remarksOn, routes, showValue } from '@ankomst/web';
import type { ApprovalView, Answers, CheckView, FormSetting, FormView, OfferView, PageContext, Problem as FieldProblem, Raw, ReachablePage, TasksView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import { approvalPageOf, formSetting } from '../cases/form-setting.ts';
import type { Draft } from '../cases/form-setting.ts';
import { applicantOf, caseTitle, firstOf, numbered } from './case-words.ts';
import type { CaseScene } from './case-words.ts';
import { sceneOf } from './case-view.ts';

const words = (scene: CaseScene, ctx: PageContext): Record<string, string> => ({ applicant: applicantOf(scene, ctx) });

export function offerView(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext): OfferView {
  const scene = sceneOf(opened);
  const setting = formSetting(opened, draft);
  const { pages } = reachable(setting, draft.typed);
  const first = pages[0];
  const args = words(scene, ctx);
  const applicant = opened.file.parties.find((party) => party.role === opened.rulebook.applicantRole)!.personId;
  const born = factSet(opened.facts).get(subject.person(applicant), 'person.birth-date')?.value;
  const due = opened.file.waiting?.nextLegalDate;
  return {
    caseId: opened.file.id,
    title: firstOf(ctx, ['offer.title'], args),
    news: firstOf(ctx, ['offer.news'], { ...args, born: typeof born === 'string' ? born : '' }),
    offer: firstOf(ctx, ['offer.text'], { ...args, facts: first ? shownGroups(first) : 0 }),
    steps: numbered(ctx, 'service.steps', args),
    by: due && { day: due.on, why: firstOf(ctx, ['offer.by-why', `deadline.${due.deadline}`], args) },
    setting,
    page: first && !first.done ? first.page : undefined,
    next: first?.done ? routes.tasks(opened.file.id) : routes.check(opened.file.id),
    raw: first ? draft.typed[first.page.id] ?? {} : {},
    problems: [],
    before: {},
  };
}

/** How many things are shown for a yes: facts of one group are one thought. */
function shownGroups({ page, questions }: ReachablePage): number {
  return new Set(questions.filter((asked) => asked.fact && page.kind === 'confirm').map((asked) => asked.question.group ?? asked.question.fact)).size;
}

/** How many parties must each approve before the case is decided. */
function guardiansToApprove({ file, rulebook }: OpenedCase): number {
  const requirement = rulebook.requirements.find((one) => 'fact' in one.needs && one.needs.fact === actFacts.approval);
  const role = requirement && 'role' in requirement.holder ? requirement.holder.role : undefined;
  return file.parties.filter((party) => party.role === role).length;
}

/** The form's setting on the day it is looked at: what is soon or past can then be remarked on. */
export function settingNow(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext): FormSetting {
  return { ...formSetting(opened, draft), today: dayOf(ctx.now, ctx.timeZone) };
}

export function tasksView(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext): TasksView {
  const scene = sceneOf(opened);
  const { pages, done } = reachable(formSetting(opened, draft), draft.typed);
  const { id } = opened.file;
  return {
    caseId: id,
    title: caseTitle(scene, ctx),
    tasks: [
      ...pages.map(({ page, done: pageDone, started }): TasksView['tasks'][number] => ({
        label: { key: `form.${page.id}.title`, args: words(scene, ctx) }, href: routes.form(id, page.id), status: pageDone ? 'done' : started ? 'started' : 'todo',
      })),
      { label: ctx.t('check.title'), href: done ? routes.check(id) : undefined, status: done ? 'todo' : 'later' },
    ],
    ready: done,
  };
}

/** One page of the form, as typed so far. @returns undefined where the page is not shown to this person now */
export function formView(
  opened: OpenedCase<Party>, draft: Draft, pageId: string, ctx: PageContext, tried?: { raw: Raw; problems: readonly FieldProblem[] }, change?: boolean,
): FormView | undefined {
  const setting = settingNow(opened, draft, ctx);
  const { pages } = reachable(setting, draft.typed);
  const at = pages.findIndex(({ page }) => page.id === pageId);
  const shown = pages[at];
  if (!shown) return undefined;
  const previous = pageBefore(pages, pageId);
  const { id } = opened.file;
  const title = caseTitle(sceneOf(opened), ctx);
  const before = answersBefore(pages, at);
  return {
    page: shown.page,
    setting,
    raw: tried?.raw ?? draft.typed[pageId] ?? {},
    problems: tried?.problems ?? [],
    remarks: tried ? [] : remarksOn([shown], setting, before),
    before,
    back: change ? routes.check(id) : previous ? routes.form(id, previous.page.id) : routes.tasks(id),
    change,
    step: { n: at + 1, of: pages.length },
    caseTitle: typeof title === 'string' ? title : ctx.say(title.key, title.args),
  };
}

export function answersBefore(pages: readonly ReachablePage[], index: number): Answers {
  return Object.assign({}, ...pages.slice(0, index).map((page) => page.answers)) as Answers;
}

export function checkView(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext): CheckView {
  const scene = sceneOf(opened);
  const setting = settingNow(opened, draft, ctx);
  const { pages } = reachable(setting, draft.typed);
  return {
    caseId: opened.file.id,
    title: caseTitle(scene, ctx),
    setting,
    pages,
    declares: [{ key: guardiansToApprove(opened) > 1 ? 'ui.check.others-approve' : 'ui.check.alone', args: words(scene, ctx) }],
    missing: pages.filter((page) => !page.done).map(({ page }) => ({ page: page.id, text: ctx.say(`form.${page.id}.title`, words(scene, ctx)) })),
  };
}

/** The second party's page: what the first one sent (of what both may see), and the question to them. */
export function approvalView(
  opened: OpenedCase<Party>, draft: Draft, ctx: PageContext, tried?: { raw: Raw; problems: readonly FieldProblem[] },
): ApprovalView | undefined {
  const { file, rulebook } = opened;
  const page = approvalPageOf(rulebook);
  if (!page) return undefined;
  const scene = sceneOf(opened);
  const setting = approvalSetting(opened, draft, page);
  return {
    caseId: file.id,
    title: firstOf(ctx, [`form.${page.id}.title`], words(scene, ctx)),
    sentBy: scene.names[file.lodgedBy ?? ''] ?? '',
    sentAt: file.lodgedAt ?? file.openedAt,
    rows: sharedRows(opened, draft, ctx),
    follows: [{ key: 'ui.approval.follows', args: words(scene, ctx) }],
    setting,
    page,
    raw: tried?.raw ?? draft.typed[page.id] ?? {},
    problems: tried?.problems ?? [],
    before: {},
  };
}

/** The setting of the approval page: the form is that page alone. */
export function approvalSetting(opened: OpenedCase<Party>, draft: Draft, page: FormPage): ApprovalView['setting'] {
  return { ...formSetting(opened, draft), form: { ...opened.rulebook.form, pages: [page] } };
}

/** What is on file of the applicant and the case, as the form names it. */
function sharedRows(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext): ApprovalView['rows'] {
  const setting = { ...formSetting(opened, draft), files: opened.documents.map(({ id, name, size, mediaType, fact }) => ({ id, name, size, mediaType, key: fact ?? '' })) };
  const rows: ApprovalView['rows'] = [];
  const applicants = new Set(opened.file.parties.filter((party) => party.role === opened.rulebook.applicantRole).map((party) => party.personId));
  for (const fact of opened.facts) {
    const definition = opened.rulebook.facts.find((one) => one.name === fact.name);
    const applicant = [...applicants].find((personId) => fact.subject === subject.person(personId));
    const asked = opened.rulebook.form.pages.some((page) => page.questions.some((question) => question.fact === fact.name));
    if (!definition || !applicant || !asked || fact.name === actFacts.approval) continue;
    const person = opened.file.parties.find((party) => party.personId === applicant)!;
    const value = showValue({ key: fact.name, question: { fact: fact.name }, definition, subject: fact.subject, person, fact }, fact.value, setting, ctx);
    rows.push({ label: { key: `fact.${fact.name}` }, value });
  }
  return rows;
}
