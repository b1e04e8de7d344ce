import { DomainError, sha256 } from '@ankomst/core';
import { accountsOf, bulkRun, bulkUndone, caseFile, confirmBulkItem, setBulkState, startBulk } from '@ankomst/store';
import type { BulkItem, BulkRun } from '@ankomst/store';
import { errorTexts } from '@ankomst/web';
import { assignCase } from '../cases-staff/assign-case.ts';
import type { Staff, StaffAct } from '../cases-staff/handle-case.ts';
import { requestInformation } from '../cases-staff/request-information.ts';
import { rerunRules } from '../cases-staff/rerun-rules.ts';
import { sendMessage } from '../cases-staff/send-message.ts';
import type { Deps } from '../deps.ts';
import { withdrawRequest } from '../desk-case/settle-fact.ts';
import { toldOf } from '../http/errors.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';
import type { Bulk, BulkAct } from './api.ts';
import { scopeOf } from './list-queue.ts';

/** Of so many of the cases the officer looks at one before any is done; of few, at two. */
const sampleShare = 0.05;
const fewest = 2;
/** So many are done in one request: each is an act of its own, and the officer sees it go on. */
const step = 25;
const undoable: readonly BulkAct[] = ['assign', 'release', 'ask'];

/**
 * Which of the cases are looked at first: drawn by a hash of the run's id and the case's, so that nobody can choose
 * them and anybody can draw them again.
 */
export function drawSample(run: string, caseIds: readonly string[]): Set<string> {
  const drawn = [...caseIds].sort((a, b) => (sha256(`${run} ${a}`) < sha256(`${run} ${b}`) ? -1 : 1));
  return new Set(drawn.slice(0, Math.max(Math.min(fewest, caseIds.length), Math.ceil(caseIds.length * sampleShare))));
}

/** Begins one act on many cases: draws the sample; nothing is done yet. Cases the officer may not see are left out. @throws Problem bad-request */
export async function beginBulk(deps: Deps, staff: Staff, { act, cases, words, once }: { act: BulkAct; cases: string[]; words?: string | undefined; once: string }): Promise<string> {
  const text = words?.trim() || null;
  if ((act === 'ask' || act === 'remind') && !text) throw new Problem('bad-request');
  const { sql, params } = scopeOf(staff)(2);
  const mine = await deps.store.query<{ id: string }>(`select f.id from case_file f where f.id = any($1) and f.phase <> 'closed' and (${sql})`, [cases, ...params]);
  const known = new Set(mine.map((one) => one.id));
  const chosen = [...new Set(cases)].filter((id) => known.has(id));
  if (chosen.length === 0) throw new Problem('bad-request');
  const id = `${staff.staffId}.${once}`;
  const sample = drawSample(id, chosen);
  await startBulk(deps.store, { id, staffId: staff.staffId, act, words: text, startedAt: deps.clock.now() }, chosen.map((caseId) => ({ caseId, sample: sample.has(caseId) })));
  return id;
}

async function theirs(deps: Deps, staff: Staff, id: string): Promise<{ run: BulkRun; items: BulkItem[] }> {
  const found = await bulkRun(deps.store, id, staff.staffId);
  if (!found) throw new Problem('not-found');
  return found;
}

const mayRun = ({ run, items }: { run: BulkRun; items: BulkItem[] }): boolean => !run.undoneAt && items.every((one) => !one.sample || one.confirmedAt) && items.some((one) => one.state === 'waiting');

/** Where a run stands. @throws Problem not-found */
export async function showBulk(deps: Deps, staff: Staff, id: string, language: string): Promise<Bulk> {
  const { run, items } = await theirs(deps, staff, id);
  const count = (holds: (one: BulkItem) => boolean): number => items.filter(holds).length;
  const young = Date.parse(deps.clock.now()) - Date.parse(run.startedAt);
  return {
    id, act: run.act, at: run.startedAt,
    cases: items.map((one) => ({
      id: one.caseId, number: one.number, sample: one.sample, opened: one.opened, confirmed: one.confirmedAt !== null, state: one.state,
      problem: one.problem ? { code: one.problem, title: errorTexts(one.problem, language === 'en' ? 'en' : 'sv', {}).title } : null,
    })),
    counts: { all: items.length, sample: count((one) => one.sample), confirmed: count((one) => one.confirmedAt !== null), done: count((one) => one.state === 'done'), failed: count((one) => one.state === 'failed'), undone: count((one) => one.state === 'undone') },
    mayRun: mayRun({ run, items }),
    mayUndo: !run.undoneAt && (undoable as readonly string[]).includes(run.act) && items.some((one) => one.state === 'done') && young < 15 * 60_000,
  };
}

/** The officer has looked at a case of the sample and it is as it should be. Only what has been opened can be confirmed. @throws Problem not-found; DomainError out-of-order where it has not been opened */
export async function confirmSample(deps: Deps, staff: Staff, id: string, caseId: string): Promise<void> {
  const { items } = await theirs(deps, staff, id);
  const item = items.find((one) => one.caseId === caseId && one.sample);
  if (!item) throw new Problem('not-found');
  if (!item.opened) throw new DomainError('out-of-order');
  await confirmBulkItem(deps.store, id, caseId, deps.clock.now());
}

/**
 * Does some more of the run, each case as an act of its own: what cannot be done is noted with why, and the rest goes
 * on. Called again it does not do the same case twice, whoever broke off. @throws Problem not-found, conflict before the sample is confirmed
 */
export async function goOnBulk(deps: Deps, staff: Staff, id: string): Promise<void> {
  const found = await theirs(deps, staff, id);
  if (found.items.some((one) => one.sample && !one.confirmedAt) || found.run.undoneAt) throw new Problem('conflict');
  for (const item of found.items.filter((one) => one.state === 'waiting').slice(0, step)) {
    await tried(deps, id, item.caseId, 'done', () => doOne(deps, found.run, { staff, caseId: item.caseId, once: id }));
  }
}

async function tried(deps: Deps, run: string, caseId: string, state: 'done' | 'undone', work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await setBulkState(deps.store, run, caseId, state);
  } catch (error) {
    const { code, status } = toldOf(error);
    if (status >= 500) throw error;
    await setBulkState(deps.store, run, caseId, state === 'done' ? 'failed' : 'done', code);
  }
}

async function doOne(deps: Deps, { act, words }: BulkRun, given: StaffAct): Promise<void> {
  switch (act as BulkAct) {
    case 'assign': return assignCase(deps, { ...given, to: 'me' });
    case 'release': return assignCase(deps, { ...given, to: 'unit' });
    case 'rerun': return rerunRules(deps, given);
    case 'ask': {
      const { to, language } = await personToAsk(deps, given.caseId);
      return requestInformation(deps, { ...given, to, facts: [], text: words!, language, held: true });
    }
    case 'remind': {
      const file = await caseFile(deps.store, given.caseId);
      const holder = file?.waiting?.holder;
      if (holder?.kind !== 'person' && holder?.kind !== 'anyone') throw new DomainError('wrong-phase', { phase: file?.phase ?? 'closed' });
      const to = holder.kind === 'person' ? holder.personId : holder.personIds[0]!;
      return sendMessage(deps, { ...given, to, text: words!, language: await languageOf(deps, to) });
    }
  }
}

/** Who answers questions in a case: the first party whose role may answer. */
async function personToAsk(deps: Deps, caseId: string): Promise<{ to: string; language: string }> {
  const file = await caseFile(deps.store, caseId);
  const roles = file && currentRulebook(deps, file.service, deps.clock.now())?.roles;
  const to = file?.parties.find((party) => roles?.some((role) => role.role === party.role && role.may.includes('answer')))?.personId;
  if (!to) throw new DomainError('not-yours');
  return { to, language: await languageOf(deps, to) };
}

const languageOf = async (deps: Deps, personId: string): Promise<string> => (await accountsOf(deps.store, [personId])).at(-1)?.language ?? deps.authority.languages.binding;

/** Takes back what can be taken back of a run, case by case. What is not yet done is left undone. @throws Problem not-found, conflict */
export async function undoBulk(deps: Deps, staff: Staff, id: string): Promise<void> {
  const { run, items } = await theirs(deps, staff, id);
  const act = run.act as BulkAct;
  if (!undoable.includes(act)) throw new Problem('conflict');
  await bulkUndone(deps.store, id, deps.clock.now());
  for (const { caseId } of items.filter((one) => one.state === 'done')) {
    const given = { staff, caseId, once: `${id}-undo` };
    await tried(deps, id, caseId, 'undone', async () => {
      if (act !== 'ask') return assignCase(deps, { ...given, to: act === 'assign' ? 'unit' : 'me' });
      const asked = (await caseFile(deps.store, caseId))?.openRequests.findLast((one) => one.askedBy === staff.staffId && one.text === run.words);
      if (!asked) throw new DomainError('request-closed');
      return withdrawRequest(deps, { ...given, request: asked.id });
    });
  }
}
