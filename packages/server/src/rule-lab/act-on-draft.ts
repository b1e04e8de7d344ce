import { expectationFrom, typedCell, type RuleTestCase } from '@ankomst/content';
import type { Json } from '@ankomst/core';
import { addRuleDraftEdit, changeRuleDraft, getRulebook, putRuleDraft, tellRuleDraft, undoRuleDraftEdit } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { todayOf } from '../today.ts';
import type { EditSent } from './api.ts';
import { applyEdits, targetOf, type Edit } from './edits.ts';
import { labContent } from './lab-content.ts';
import { loadDraft, type LoadedDraft } from './load-draft.ts';
import { runOne } from './rule-tests.ts';

/** Who acts, by the session. */
export interface Author { staffId: string; name: string }

/** Begins a draft over a released rulebook; its id. It holds from tomorrow, until a day is set. @throws Problem not-found */
export async function beginDraft(deps: Deps, author: Author, { base: hash, title }: { base: string; title: string }): Promise<string> {
  const base = await getRulebook(deps.store, hash);
  if (!base) throw new Problem('not-found');
  const id = deps.ids.next(), at = deps.clock.now();
  const tomorrow = new Date(Date.parse(`${todayOf(deps)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const [major = '1', minor = '0'] = base.version.split('.');
  await putRuleDraft(deps.store, {
    id, service: base.service, base: hash, title: title.trim(), validFrom: base.validFrom > tomorrow ? base.validFrom : tomorrow,
    version: `${major}.${Number(minor) + 1}.0`, state: 'open', begunBy: author.staffId, begunAt: at, changedAt: at,
  });
  await tellRuleDraft(deps.store, id, { what: 'begun', by: author.staffId, byName: author.name, at });
  return id;
}

/**
 * One change of a draft, kept at once. `seen`: the number of the last edit the author had seen; somebody else's of the same
 * place since then is not written over. What does not parse is kept as well and told at its cell: nothing typed is lost.
 * @throws Problem conflict, bad-request where the edit speaks of what is not there
 */
export async function editDraft(deps: Deps, author: Author, id: string, { seen, edit: sent }: { seen: number; edit: EditSent }): Promise<void> {
  const draft = await loadDraft(deps, id);
  const edit = await complete(deps, draft, sent);
  if (draft.edits.some((one) => one.seq > seen && one.by !== author.staffId && targetOf(one.edit) === targetOf(edit))) throw new Problem('conflict');
  applyEdits(draft.base, [...draft.edits.map((one) => one.edit), edit], draft.row, deps.authority.law);
  if (await addRuleDraftEdit(deps.store, id, edit as unknown as Json, author.staffId, deps.clock.now()) === null) throw new Problem('conflict');
}

/** What was sent, as it is kept: cells of tables typed by their columns, expectations taken from what comes out. */
async function complete(deps: Deps, { rulebook, tests }: LoadedDraft, sent: EditSent): Promise<Edit> {
  const typed = (table: string, column: string, text: string): Json => {
    const type = labContent(deps).tables[table]?.columns[column];
    const value = type && typedCell(text.trim(), type);
    if (value === undefined) throw new Problem('bad-request', { column });
    return value;
  };
  switch (sent.kind) {
    case 'amount': return { ...sent, value: typed(sent.table, sent.column, sent.value) };
    case 'add-amount': return { ...sent, values: Object.fromEntries(Object.entries(sent.values).map(([column, text]) => [column, typed(sent.table, column, text)])) };
    case 'basis': {
      const unknown = sent.basis.find((one) => !deps.authority.law.some((law) => law.id === one) && !rulebook.legalBasis.some((law) => law.id === one));
      if (unknown) throw new Problem('bad-request', { law: unknown });
      return sent;
    }
    case 'reason':
      if (!deps.authority.languages.offered.includes(sent.language)) throw new Problem('bad-request', { language: sent.language });
      return sent;
    case 'expect': {
      const meant = tests?.cases.find((one) => one.name === sent.test);
      if (!meant) throw new Problem('not-found');
      return { kind: 'expect', test: sent.test, expect: expectationFrom(meant, runOne(rulebook, tests!, meant)) };
    }
    case 'put-test': {
      if (!tests) throw new Problem('not-found');
      const written = sent.case as RuleTestCase;
      // a case that takes another's name would write over it; one that others are like keeps its own
      if (sent.test !== written.name && tests.cases.some((one) => one.name === written.name)) throw new Problem('conflict');
      if (sent.test !== written.name && tests.cases.some((one) => one.like === sent.test)) throw new Problem('bad-request', { test: sent.test });
      runOne(rulebook, tests, written);
      return { kind: 'put-test', test: sent.test, case: written };
    }
    case 'remove-test':
      if (tests?.cases.some((one) => one.like === sent.test)) throw new Problem('bad-request', { test: sent.test });
      return sent;
    default: return sent;
  }
}

/** Takes the last edit back. @throws Problem conflict where there is none, or the draft is open no more */
export async function undoEdit(deps: Deps, id: string): Promise<void> {
  if (await undoRuleDraftEdit(deps.store, id, deps.clock.now()) === null) throw new Problem('conflict');
}

/** Title, day and version of an open draft. @throws Problem conflict */
export async function frameDraft(deps: Deps, id: string, frame: { title: string; validFrom: string; version: string }): Promise<void> {
  if (!await changeRuleDraft(deps.store, id, 'open', frame, deps.clock.now())) throw new Problem('conflict');
}

/** A draft nobody goes on with. It stays readable. @throws Problem conflict */
export async function setAsideDraft(deps: Deps, author: Author, id: string, why: string): Promise<void> {
  const { row } = await loadDraft(deps, id);
  if (row.state === 'published' || row.state === 'set-aside' || !await changeRuleDraft(deps.store, id, row.state, { state: 'set-aside' }, deps.clock.now())) throw new Problem('conflict');
  await tellRuleDraft(deps.store, id, { what: 'set-aside', by: author.staffId, byName: author.name, at: deps.clock.now(), ...(why.trim() ? { detail: { words: why.trim() } } : {}) });
}
