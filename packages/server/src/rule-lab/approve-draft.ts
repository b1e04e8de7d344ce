import type { Json, Rulebook } from '@ankomst/core';
import { approveRuleDraft, changeRuleDraft, lastRuleJobs, putRuleRelease, rulebookInForce, tellRuleDraft } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { layPublished } from '../releases/published-releases.ts';
import { releaseRulebook } from '../releases/release-rulebook.ts';
import { putInService } from '../releases/take-up-releases.ts';
import { todayOf } from '../today.ts';
import type { Author } from './act-on-draft.ts';
import { checkDraft } from './check-draft.ts';
import { applyEdits, ofTests } from './edits.ts';
import { labContent } from './lab-content.ts';
import { loadDraft, type LoadedDraft } from './load-draft.ts';
import type { TestedDraft } from './run-job.ts';

/** So many persons must approve, none of them an author. */
export const approvalsNeeded = 2;

/** What keeps a draft from being proposed or published. */
export type Block = 'nothing-changed' | 'errors' | 'tests-missing' | 'tests-failed' | 'rows-untested' | 'day-past' | 'overtaken';

/** Everything that stands in the way, so that it is told before anybody presses. */
export async function blocksOf(deps: Deps, draft: LoadedDraft): Promise<Block[]> {
  const { row, base, edits, rulebook, content } = draft;
  const today = todayOf(deps);
  const errors = checkDraft(rulebook, base, labContent(deps).tables, deps.authority.languages.offered).some((one) => one.severity === 'error');
  const tested = (await lastRuleJobs(deps.store, row.id)).find((one) => one.kind === 'tests' && one.content === content && one.state === 'done')?.result as unknown as TestedDraft | undefined;
  return [
    ...(edits.every((one) => ofTests(one.edit)) ? ['nothing-changed' as const] : []),
    ...(errors ? ['errors' as const] : []),
    ...(!tested ? ['tests-missing' as const] : tested.failed > 0 ? ['tests-failed' as const] : tested.missed.length > 0 ? ['rows-untested' as const] : []),
    ...(row.validFrom < today ? ['day-past' as const] : []),
    ...(await isOvertaken(deps, row) ? ['overtaken' as const] : []),
  ];
}

/** Has something else been released since the draft was begun? To publish it would undo that. */
async function isOvertaken(deps: Deps, { service, base, validFrom }: LoadedDraft['row']): Promise<boolean> {
  const today = todayOf(deps);
  const latest = await rulebookInForce(deps.store, service, validFrom > today ? validFrom : today);
  return latest !== null && latest.hash !== base;
}

const authorsOf = ({ row, edits }: LoadedDraft): Set<string> => new Set([row.begunBy, ...edits.map((one) => one.by)]);

/** May this person approve it: none of its authors, and not twice. */
export function mayApprove(draft: LoadedDraft, staffId: string): boolean {
  return draft.row.state === 'proposed' && !authorsOf(draft).has(staffId) && !draft.approvals.some((one) => one.by === staffId);
}

const tell = (deps: Deps, id: string, author: Author, what: string, detail?: Json): Promise<void> =>
  tellRuleDraft(deps.store, id, { what, by: author.staffId, byName: author.name, at: deps.clock.now(), ...(detail === undefined ? {} : { detail }) });

/** The author asks for approval, and says why. From here nothing changes any more. @throws Problem draft-not-ready, conflict */
export async function proposeDraft(deps: Deps, author: Author, id: string, why: string): Promise<void> {
  const draft = await loadDraft(deps, id);
  const blocks = await blocksOf(deps, draft);
  if (blocks.length > 0) throw new Problem('draft-not-ready', { blocks: blocks.join(', ') });
  if (!why.trim()) throw new Problem('bad-request', { field: 'words' });
  if (!await changeRuleDraft(deps.store, id, 'open', { state: 'proposed', why: why.trim(), content: draft.content }, deps.clock.now())) throw new Problem('conflict');
  await tell(deps, id, author, 'proposed', { words: why.trim(), content: draft.content });
}

/** Back to its author, with what is to be changed. Its approvals stay with the content they spoke of. @throws Problem conflict */
export async function returnDraft(deps: Deps, author: Author, id: string, why: string): Promise<void> {
  if (!await changeRuleDraft(deps.store, id, 'proposed', { state: 'open' }, deps.clock.now())) throw new Problem('conflict');
  await tell(deps, id, author, 'returned', { words: why.trim() });
}

/**
 * Approves exactly the content that was read (`content`). Nobody approves what they wrote.
 * @throws Problem own-draft, conflict where it is another content, or not proposed
 */
export async function approveDraft(deps: Deps, author: Author, id: string, { words, content }: { words: string; content?: string }): Promise<void> {
  const draft = await loadDraft(deps, id);
  if (authorsOf(draft).has(author.staffId)) throw new Problem('own-draft');
  if (draft.row.state !== 'proposed' || content !== draft.content) throw new Problem('conflict');
  const given = { content: draft.content, by: author.staffId, byName: author.name, at: deps.clock.now(), ...(words.trim() ? { words: words.trim() } : {}) };
  if (await approveRuleDraft(deps.store, id, given)) await tell(deps, id, author, 'approved', { content: draft.content, ...(words.trim() ? { words: words.trim() } : {}) });
}

/**
 * Makes an approved draft the law from its day: a release like any other, with the names of those who approved, live in
 * this server at once and in others as they look. Returns the rulebook.
 * @throws Problem draft-not-ready, conflict
 */
export async function publishDraft(deps: Deps, author: Author, id: string): Promise<Rulebook> {
  const draft = await loadDraft(deps, id);
  const { row, base, edits, approvals, tests } = draft;
  if (row.state !== 'proposed') throw new Problem('conflict');
  const blocks = await blocksOf(deps, draft);
  if (blocks.length > 0 || approvals.length < approvalsNeeded || !tests) throw new Problem('draft-not-ready', { blocks: [...blocks, ...(approvals.length < approvalsNeeded ? ['approvals'] : [])].join(', ') });
  const rulebook = applyEdits(base, edits.map((one) => one.edit), row, deps.authority.law, approvals.map((one) => `staff/${one.by}`).sort());
  const at = deps.clock.now();
  // all of it or nothing; of two who press at once, one finds the draft published
  await deps.store.driver.transaction(async (tx) => {
    if (!await changeRuleDraft(tx, id, 'proposed', { state: 'published' }, at)) throw new Problem('conflict');
    if (await releaseRulebook(tx, rulebook, { at, today: todayOf(deps) }) !== 'released') throw new Problem('conflict');
    await changeRuleDraft(tx, id, 'published', { rulebook: rulebook.hash }, at);
    await putRuleRelease(tx, { rulebook: rulebook.hash, service: row.service, draftId: id, by: author.staffId, at, tests: tests as unknown as Json });
    await tellRuleDraft(tx, id, { what: 'published', by: author.staffId, byName: author.name, at, detail: { rulebook: rulebook.hash, validFrom: rulebook.validFrom } });
  });
  putInService(deps.authority.services, rulebook, todayOf(deps));
  // the law holds whether or not it can be laid there: the store has it
  await layPublished(deps.config.dataDir, { rulebook, tests: tests as unknown as Json }).catch((error: unknown) => deps.log.error({ error: (error as Error).message }, 'the release was not laid beside the database'));
  deps.log.info({ service: row.service, hash: rulebook.hash, validFrom: rulebook.validFrom }, 'rulebook published from the lab');
  return rulebook;
}
