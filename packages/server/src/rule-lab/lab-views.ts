import type { Rulebook } from '@ankomst/core';
import { getRulebook, lastRuleJobs, ruleDraftEvents, ruleDrafts, rulebookInForce, rulebooks, staffNames, type RuleDraftRow, type RuleJob } from '@ankomst/store';
import { caseFilter } from '../access/case-filter.ts';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import { messagesOf } from '../http/words.ts';
import { reasonKeys } from '../web/case-words.ts';
import { todayOf } from '../today.ts';
import type { LabDraft, LabDraftLine, LabEditLine, LabFinding, LabHome, LabJob, LabSide, LabTests, LabTried } from './api.ts';
import { approvalsNeeded, blocksOf, mayApprove } from './approve-draft.ts';
import { cellWords } from './cell-words.ts';
import { checkDraft } from './check-draft.ts';
import type { Edit } from './edits.ts';
import { labContent } from './lab-content.ts';
import type { LoadedDraft } from './load-draft.ts';
import { modelOf } from './model-of.ts';
import { rulebookView } from './rulebook-view.ts';
import type { TestedDraft } from './run-job.ts';
import { exampleKey, sides as exampleSides } from './test-from-case.ts';
import type { Tried, TriedFlip } from './try-draft.ts';

/** Who may read the lab, who writes in it, and who approves what others wrote. */
export const labReaders = ['ruler', 'leader', 'officer', 'approver', 'auditor', 'ombudsman'] as const;
export const labAuthors = ['ruler'] as const;
export const labApprovers = ['ruler', 'leader'] as const;

type Staff = StaffSession['subject'];
const holds = (staff: Staff, roles: readonly string[]): boolean => roles.some((role) => staff.roles.includes(role));

/** Staff ids to names. */
type Names = (staffId: string) => string;

export async function labHome(deps: Deps, staff: Staff, language: string): Promise<LabHome> {
  const today = todayOf(deps);
  const [all, drafts] = await Promise.all([rulebooks(deps.store), ruleDrafts(deps.store)]);
  const names = await staffNames(deps.store, drafts.map((one) => one.begunBy));
  const services = [...new Set(deps.authority.services.map((one) => one.service))].sort();
  return {
    services: await Promise.all(services.map(async (service) => {
      const inForce = await rulebookInForce(deps.store, service, today);
      const own = all.filter((one) => one.service === service);
      const books = new Map<string, Rulebook>((await Promise.all(own.map((one) => getRulebook(deps.store, one.hash)))).flatMap((book) => (book ? [[book.hash, book] as const] : [])));
      const current = (inForce && books.get(inForce.hash)) ?? deps.authority.services.find((one) => one.service === service)!;
      const model = modelOf(current.dmn);
      return {
        service, title: messagesOf(deps, language, current).format('service.name'), decisions: model.decisions.length,
        rows: model.decisions.reduce((sum, { expression }) => sum + (expression?.kind === 'table' ? expression.rules.length : 0), 0),
        tests: labContent(deps).tests[service]?.cases.length ?? 0,
        versions: own.map(({ hash, validFrom, releasedAt }) => {
          const draft = drafts.find((one) => one.rulebook === hash);
          return { hash, version: books.get(hash)?.version ?? '', validFrom, releasedAt, inForce: hash === inForce?.hash, ...(draft ? { draft: draft.id } : {}) };
        }),
      };
    })),
    drafts: drafts.map((row) => draftLine(deps, row, names, language)),
    may: { draft: holds(staff, labAuthors), approve: holds(staff, labApprovers) }, today,
  };
}

function draftLine(deps: Deps, { id, service, title, state, validFrom, version, changedAt, begunBy }: RuleDraftRow, names: Names, language: string): LabDraftLine {
  const rulebook = deps.authority.services.find((one) => one.service === service);
  return { id, service, title, serviceTitle: rulebook ? messagesOf(deps, language, rulebook).format('service.name') : service, state, validFrom, version, changedAt, begunBy: names(begunBy) };
}

/** A draft as this person sees it: what it says, what is wrong with it, what was tried, who approved, and what they may do. */
export async function draftView(deps: Deps, staff: Staff, draft: LoadedDraft, language: string): Promise<LabDraft> {
  const { row, base, edits, rulebook, approvals, content } = draft;
  const [names, events, jobs, blocks] = await Promise.all([staffNames(deps.store, [row.begunBy, ...edits.map((one) => one.by)]), ruleDraftEvents(deps.store, row.id), lastRuleJobs(deps.store, row.id), blocksOf(deps, draft)]);
  const author = holds(staff, labAuthors), open = row.state === 'open';
  const approves = holds(staff, labApprovers) && mayApprove(draft, staff.staffId);
  return {
    ...draftLine(deps, row, names, language), base: base.hash, baseVersion: base.version, content,
    ...(row.why ? { why: row.why } : {}), ...(row.rulebook ? { rulebookHash: row.rulebook } : {}),
    rulebook: rulebookView(deps, rulebook, language),
    findings: checkDraft(rulebook, base, labContent(deps).tables, deps.authority.languages.offered).map((one) => inWords(one, language)),
    edits: edits.map(({ seq, edit, by, at }): LabEditLine => ({ seq, by: names(by), at, ...editWords(edit) })), seen: edits.at(-1)?.seq ?? 0,
    jobs: await Promise.all(jobs.map((job) => jobView(deps, staff, job, draft, language))),
    approvals: approvals.map(({ byName, words, at }) => ({ by: byName, ...(words ? { words } : {}), at })), needed: approvalsNeeded,
    events: events.map(({ what, byName, at, detail }) => {
      const words = (detail as { words?: string } | undefined)?.words;
      return { what, by: byName, at, ...(words ? { words } : {}) };
    }),
    blocks,
    may: {
      edit: author && open, propose: author && open && blocks.length === 0, approve: approves,
      publish: row.state === 'proposed' && holds(staff, labApprovers) && approvals.length >= approvalsNeeded && blocks.length === 0,
      setAside: author && (open || row.state === 'proposed'),
    },
    stale: blocks.includes('overtaken'), today: todayOf(deps),
  };
}

/** A finding with the inputs it speaks of in a reader's words. */
export const inWords = (one: LabFinding, language: string): LabFinding =>
  (one.when ? { ...one, whenWords: Object.fromEntries(Object.entries(one.when).map(([column, text]) => [column, cellWords(text, language)])) } : one);

function editWords(edit: Edit): { kind: string; target: string; after: string } {
  const text = (value: unknown): string => (value === null ? '' : String(value));
  switch (edit.kind) {
    case 'cell': return { kind: edit.kind, target: `${edit.decision} · ${edit.row}`, after: edit.text };
    case 'formula': return { kind: edit.kind, target: edit.decision, after: edit.text };
    case 'add-row': return { kind: edit.kind, target: edit.decision, after: edit.row };
    case 'remove-row': case 'move-row': return { kind: edit.kind, target: `${edit.decision} · ${edit.row}`, after: edit.kind === 'move-row' ? edit.after ?? '' : '' };
    case 'hit-policy': return { kind: edit.kind, target: edit.decision, after: edit.policy };
    case 'reason-key': return { kind: edit.kind, target: `${edit.decision} · ${edit.row}`, after: edit.key };
    case 'told': return { kind: edit.kind, target: `${edit.decision} · ${edit.row}`, after: edit.told.map((one) => `${one.name}: ${one.decision}`).join('; ') };
    case 'put-test': return { kind: edit.kind, target: edit.test, after: edit.case.expect.outcome };
    case 'remove-test': return { kind: edit.kind, target: edit.test, after: '' };
    case 'basis': return { kind: edit.kind, target: `${edit.decision} · ${edit.row}`, after: edit.basis.join('; ') };
    case 'reason': return { kind: edit.kind, target: `${edit.row} · ${edit.language}`, after: edit.text };
    case 'amount': return { kind: edit.kind, target: `${edit.table} · ${edit.row + 1} · ${edit.column}`, after: text(edit.value) };
    case 'add-amount': return { kind: edit.kind, target: edit.table, after: [edit.from, ...Object.values(edit.values).map(text)].join(' · ') };
    case 'remove-amount': return { kind: edit.kind, target: `${edit.table} · ${edit.row + 1}`, after: '' };
    case 'expect': return { kind: edit.kind, target: edit.test, after: edit.expect.outcome };
  }
}

/** How far a job is and what came of it; of cases that come out otherwise, those this person may open by number. */
export async function jobView(deps: Deps, staff: Staff, job: RuleJob, draft: Pick<LoadedDraft, 'base' | 'rulebook' | 'edits'>, language: string): Promise<LabJob> {
  const { id, kind, content, state, done, total, seenAt } = job;
  const result = state === 'done' ? job.result : undefined;
  return {
    id, kind, content, state, done, total, at: seenAt,
    ...(result && kind === 'tests' ? { tests: testsView(content, result as unknown as TestedDraft, draft) } : {}),
    ...(result && kind === 'cases' ? { tried: await triedView(deps, staff, result as unknown as Tried, draft.rulebook, language) } : {}),
  };
}

export function testsView(content: string, tested: TestedDraft, { edits }: Pick<LoadedDraft, 'edits'>): LabTests {
  const meant = new Set(edits.flatMap(({ edit }) => (edit.kind === 'expect' || edit.kind === 'put-test' ? [edit.test] : [])));
  return {
    content, passed: tested.passed, failed: tested.failed, rows: tested.rows, missed: tested.missed,
    tests: tested.tests.map(({ name, outcome, rows, problems }) => ({
      name, outcome, rows, changed: meant.has(name),
      problems: problems.map(({ what, expected, got }) => ({ what, expected: JSON.stringify(expected), got: JSON.stringify(got) })),
    })),
  };
}

/** Examples told of each side. */
const mostExamples = 8;

async function triedView(deps: Deps, staff: Staff, tried: Tried, rulebook: Rulebook, language: string): Promise<LabTried> {
  const messages = messagesOf(deps, language, rulebook);
  const title = (condition: string): string => (messages.has(`condition.${condition}`) ? messages.format(`condition.${condition}`) : condition);
  const sides = [tried.open, tried.sent, tried.past, tried.asIf];
  const ids = [...new Set(sides.flatMap((side) => side.examples.map((one) => one.caseId)))];
  const filter = caseFilter(staff, { first: 2 });
  const mine = new Set((ids.length === 0 ? [] : await deps.store.query<{ id: string }>(`select id from case_file where id = any($1) and ${filter.sql}`, [ids, ...filter.params])).map((row) => row.id));
  const reasonOf = ({ reason, told }: TriedFlip): string | undefined => {
    const key = reason === null ? undefined : reasonKeys({ reason, told }, false).find((one) => messages.has(one));
    return key && messages.format(key, told as Record<string, string | number> | undefined);
  };
  const side = (name: typeof exampleSides[number]): LabSide => {
    const { looked, flipped, fewer, more, flips, examples } = tried[name];
    return {
      looked, flipped, fewer, more,
      flips: flips.map(({ reason: _reason, told: _told, ...flip }) => ({ ...flip, title: title(flip.condition) })),
      // those one may open come first: they can be looked at
      examples: examples.map((one, index) => ({ one, key: exampleKey(name, index) })).toSorted((a, b) => Number(mine.has(b.one.caseId)) - Number(mine.has(a.one.caseId))).slice(0, mostExamples).map(({ one, key }) => ({
        key, ...(mine.has(one.caseId) ? { caseId: one.caseId, number: one.number } : {}),
        phase: one.phase, was: one.was, is: one.is, ...(one.decided ? { decided: one.decided } : {}), ...(one.automatic === undefined ? {} : { automatic: one.automatic }),
        flips: one.flips.map((flip) => {
          const reason = reasonOf(flip);
          return { title: title(flip.condition), was: flip.was, is: flip.is, ...(reason ? { reason } : {}) };
        }),
      })),
    };
  };
  return { content: tried.content, asIfOn: tried.asIfOn, looked: tried.looked, open: side('open'), sent: side('sent'), past: side('past'), asIf: side('asIf') };
}
