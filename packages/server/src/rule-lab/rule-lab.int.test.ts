import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getRulebook, ruleRelease } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { laidPublished } from '../releases/published-releases.ts';
import { releaseAtStart } from '../releases/take-up-releases.ts';
import { currentRulebook } from '../rulebooks.ts';
import { lodgedWork, startWork, workParties } from '../testing/work-permit.ts';
import { eventually, type World } from '../testing/world.ts';
import type { Visitor } from '../testing/visitor.ts';
import type { LabCellCheck, LabCompare, LabDraft, LabHome, LabJob, LabRulebook, LabTestCase, LabTestRun, LabTests } from './api.ts';

/** A call of the app, as the desk's client makes it. */
type Call = <T>(path: string, body?: object, expected?: number) => Promise<T>;
function calls(world: World, visitor: Visitor): Call {
  return async <T>(path: string, body?: object, expected = 200): Promise<T> => {
    const headers = { accept: 'application/json', origin: new URL(world.server.url).origin };
    const answer = await visitor.request(`/desk/api/lab${path}`, body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    assert.equal(answer.status, expected, `${path}: ${answer.text.slice(0, 400)}`);
    return (answer.text ? JSON.parse(answer.text) : undefined) as T;
  };
}

for (const store of testStores()) {
  describe(`the rule lab, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, nils: Call, aino: Call, eva: Call, sara: Call, base: string, draftId: string;
    before(async () => {
      world = await startWork({ store });
      [nils, aino, eva, sara] = (await Promise.all(['staff-nils-berg', 'staff-aino-laine', 'staff-eva-strom', 'staff-sara-lind'].map(async (id) => calls(world, await world.visitor(id))))) as [Call, Call, Call, Call];
      base = world.server.deps.authority.service('work-permit')!.hash;
    });
    after(() => world.close());

    const job = async (who: Call, kind: 'tests' | 'cases', past = 100): Promise<LabJob> => {
      const { id } = await who<{ id: string }>(`/drafts/${draftId}/jobs`, { kind, past });
      let found: LabJob;
      await eventually(async () => (found = await who<LabJob>(`/jobs/${id}`)).state !== 'running');
      assert.equal(found!.state, 'done');
      return found!;
    };

    test('a rulebook reads as tables with their law, reasons and cases', async () => {
      const home = await sara<LabHome>('');
      assert.ok(home.services.find((one) => one.service === 'work-permit')!.versions.some((one) => one.hash === base && one.inForce));
      assert.deepEqual(home.may, { draft: false, approve: false });
      const book = await sara<LabRulebook>(`/rulebooks/${base}`);
      const salary = book.decisions.find((one) => one.name === 'Salary')!;
      assert.equal(salary.role, 'condition');
      assert.equal(salary.anchor, 'application');
      const row = salary.table!.rows.find((one) => one.id === 'salary-enough')!;
      assert.equal(row.outputs[0]!.words, 'met');
      assert.equal(row.inputs[2]!.words, 'no or unknown');
      assert.match(row.law[0]!.label, /Chapter 6, section 2/);
      assert.ok(row.law[0]!.says && row.law[0]!.url);
      assert.match(row.reason!.texts['sv']!, /golv/);
      assert.ok(book.amounts.find((one) => one.id === 'salary-floors')!.rows.some((one) => one['amount_sek'] === 34470));
      const tests = await sara<LabTests>(`/rulebooks/${base}/tests`);
      assert.equal(tests.failed, 0);
      assert.deepEqual(tests.missed, []);
      assert.ok(tests.tests.every((one) => one.rows.length > 0));
    });

    test('only those who own rules draft, only staff read', async () => {
      await sara('/drafts', { base, title: 'Mine' }, 403);
      await eva('/drafts', { base, title: 'Mine' }, 403);
      await calls(world, await world.visitor())('', undefined, 401);
      await calls(world, await world.visitor('staff-lena-berg'))('', undefined, 403);
    });

    test('a draft is edited cell by cell, told what is wrong at the cell, and every change can be taken back', async () => {
      draftId = (await nils<{ id: string }>('/drafts', { base, title: 'A higher floor' })).id;
      let draft = await nils<LabDraft>(`/drafts/${draftId}`);
      assert.deepEqual(draft.findings.filter((one) => one.severity === 'error'), []);
      assert.deepEqual(draft.blocks, ['nothing-changed', 'tests-missing']);
      const edit = async (one: object, expected = 200): Promise<void> => { draft = await nils<LabDraft>(`/drafts/${draftId}/edits`, { seen: draft.seen ?? 0, edit: one }, expected); };
      const cell = { kind: 'cell', decision: 'Salary', row: 'salary-enough', part: 'input', column: 1 };

      await edit({ ...cell, text: 'true and (' });
      const [wrong] = draft.findings.filter((one) => one.severity === 'error');
      assert.deepEqual({ decision: wrong?.decision, rows: wrong?.rows, cell: wrong?.cell }, { decision: 'Salary', rows: ['salary-enough'], cell: { part: 'input', column: 1 } });
      assert.equal(draft.rulebook.decisions.find((one) => one.name === 'Salary')!.table!.rows.find((one) => one.id === 'salary-enough')!.inputs[1]!.text, 'true and (', 'what was typed is kept');

      draft = await nils<LabDraft>(`/drafts/${draftId}/undo`, {});
      await edit({ kind: 'cell', decision: 'Identity', row: 'identity-known', part: 'input', column: 0, text: 'false, null' });
      assert.deepEqual([...new Set(draft.findings.map((one) => `${one.code} ${one.decision}`))].sort(), ['gap Identity', 'overlap Identity']);
      draft = await nils<LabDraft>(`/drafts/${draftId}/undo`, {});
      assert.deepEqual(draft.edits, []);
      assert.deepEqual(draft.findings.filter((one) => one.severity === 'error'), []);
      await nils(`/drafts/${draftId}/undo`, {}, 409);

      await nils(`/drafts/${draftId}/edits`, { seen: 0, edit: { ...cell, row: 'no-such-row', text: 'true' } }, 400);
      await nils(`/drafts/${draftId}/edits`, { seen: 0, edit: { kind: 'amount', table: 'salary-floors', row: 5, column: 'amount_sek', value: 'much' } }, 400);
      await nils(`/drafts/${draftId}/edits`, { seen: 0, edit: { kind: 'basis', decision: 'Salary', row: 'salary-enough', basis: ['Moon-1'] } }, 400);
    });

    test('rows are added where a gap is told, copied, moved and removed, and each is taken back', async () => {
      let draft = await nils<LabDraft>(`/drafts/${draftId}`);
      const ids = (): string[] => draft.rulebook.decisions.find((one) => one.name === 'Identity')!.table!.rows.map((one) => one.id);
      const before = ids(), edit = async (one: object, expected = 200): Promise<void> => { draft = await nils<LabDraft>(`/drafts/${draftId}/edits`, { seen: draft.seen, edit: { decision: 'Identity', ...one } }, expected); };
      await edit({ kind: 'remove-row', row: before[0]! });
      const gap = draft.findings.find((one) => one.code === 'gap')!;
      assert.ok(gap.when && gap.whenWords, 'for which inputs, as FEEL and in words');
      const { inputs } = draft.rulebook.decisions.find((one) => one.name === 'Identity')!.table!;
      await edit({ kind: 'add-row', row: 'identity-new', after: before[1]!, inputs: inputs.map((input) => gap.when![input.label] ?? '-') });
      assert.deepEqual(ids(), [before[1]!, 'identity-new', ...before.slice(2)]);
      assert.deepEqual([...new Set(draft.findings.map((one) => one.code))].sort(), ['row-without-answer', 'row-without-basis', 'row-without-reason'], 'no gap is left; what the row lacks is told at it');
      await edit({ kind: 'move-row', row: 'identity-new', after: null });
      assert.equal(ids()[0], 'identity-new');
      await nils(`/drafts/${draftId}/edits`, { seen: draft.seen, edit: { kind: 'add-row', decision: 'Identity', row: 'identity-new', after: null } }, 400);
      await nils(`/drafts/${draftId}/edits`, { seen: draft.seen, edit: { kind: 'add-row', decision: 'Identity', row: 'Not A Name', after: null } }, 400);
      for (let i = 0; i < 3; i++) draft = await nils<LabDraft>(`/drafts/${draftId}/undo`, {});
      assert.deepEqual(ids(), before);
      assert.deepEqual(draft.findings.filter((one) => one.severity === 'error'), []);
      const typed = await nils<LabCellCheck>(`/drafts/${draftId}/cell`, { decision: 'Salary', row: 'salary-enough', part: 'input', column: 1, text: 'true, (' });
      assert.ok(typed.problems[0]!.offset! >= 6);
      await sara(`/drafts/${draftId}/cell`, { decision: 'Salary', row: 'salary-enough', part: 'input', column: 1, text: '-' }, 403);
    });

    test('a case of the rules’ own is written, run beside what it expects, changed and taken back', async () => {
      const fresh = await nils<LabTestCase>(`/drafts/${draftId}/tests/-?like=Christopher`);
      assert.ok(fresh.facts.some((one) => one.fact === 'case.offer-salary' && one.value === 3447000));
      assert.ok(fresh.conditions.find((one) => one.id === 'salary')!.rows.some((one) => one.id === 'salary-short' && one.words));
      const mine = { ...fresh.test, name: 'a krona short', facts: { case: { 'case.offer-salary': 3446900 } } };
      const run = await nils<LabTestRun>(`/drafts/${draftId}/run`, { case: mine });
      assert.equal(run.outcome, 'OFFICER');
      assert.match(run.conditions.find((one) => one.id === 'salary')!.reason!, /34[,\s]?470/, 'the reason tells its figure');
      assert.ok(run.problems.some((one) => one.what === 'outcome'));
      let draft = await nils<LabDraft>(`/drafts/${draftId}/edits`, { seen: 999, edit: { kind: 'put-test', test: mine.name, case: { ...mine, expect: run.meant } } });
      const kept = await nils<LabTestCase>(`/drafts/${draftId}/tests/${encodeURIComponent(mine.name)}`);
      assert.deepEqual(kept.test.expect, run.meant);
      assert.deepEqual((await nils<LabTestRun>(`/drafts/${draftId}/run`, { case: kept.test })).problems, []);
      await nils(`/drafts/${draftId}/edits`, { seen: 999, edit: { kind: 'put-test', test: 'another', case: { ...mine, name: 'Christopher' } } }, 409);
      await nils(`/drafts/${draftId}/edits`, { seen: 999, edit: { kind: 'put-test', test: 'x', case: { ...mine, name: 'x', facts: { case: { 'no.such-fact': 1 } } } } }, 400);
      await nils(`/drafts/${draftId}/edits`, { seen: 999, edit: { kind: 'remove-test', test: 'Christopher' } }, 400);
      await sara(`/drafts/${draftId}/tests/-`, undefined, 403);
      draft = await nils<LabDraft>(`/drafts/${draftId}/undo`, {});
      assert.deepEqual(draft.edits, []);
    });

    test('two who change the same cell are told; other cells do not meet', async () => {
      const reason = (text: string): object => ({ kind: 'reason', decision: 'Salary', row: 'salary-enough', language: 'en', text });
      const { seen } = await nils<LabDraft>(`/drafts/${draftId}/edits`, { seen: 0, edit: reason('The pay is enough.') });
      await aino(`/drafts/${draftId}/edits`, { seen: seen - 1, edit: reason('Enough is paid.') }, 409);
      await aino(`/drafts/${draftId}/edits`, { seen: seen - 1, edit: { kind: 'reason', decision: 'Salary', row: 'salary-enough', language: 'sv', text: '' } });
      const draft = await aino<LabDraft>(`/drafts/${draftId}`);
      assert.deepEqual(draft.findings.filter((one) => one.severity === 'error').map((one) => one.code), ['reason-missing']);
      await aino(`/drafts/${draftId}/undo`, {});
      await nils(`/drafts/${draftId}/undo`, {});
    });

    test('who would flip: a new floor from a day touches nobody who applied before it, and is told as if they applied then', async () => {
      const parties = await workParties(world);
      const short = await lodgedWork(world, parties), enough = await lodgedWork(world, parties, { 'case.offer-salary': 4_500_000 });
      assert.ok(short && enough);
      const nothing = (await job(nils, 'cases')).tried!;
      assert.equal(nothing.sent.looked, 2);
      for (const side of ['open', 'sent', 'past', 'asIf'] as const) assert.equal(nothing[side].flipped, 0, 'a draft that changes nothing flips nobody');

      const view = await nils<LabDraft>(`/drafts/${draftId}`);
      const floors = view.rulebook.amounts.find((one) => one.id === 'salary-floors')!;
      const like = floors.rows.findIndex((row) => row['id'] === 'floor' && row['valid_to'] === null);
      await nils(`/drafts/${draftId}/edits`, { seen: view.seen, edit: { kind: 'add-amount', table: 'salary-floors', like, from: view.validFrom, values: { amount_sek: '38000', source: 'A proposal, for the test' } } });
      const draft = await nils<LabDraft>(`/drafts/${draftId}`);
      const rows = draft.rulebook.amounts.find((one) => one.id === 'salary-floors')!.rows;
      assert.equal(rows[like + 1]!['amount_sek'], 38000);
      assert.ok(String(rows[like]!['valid_to']) < view.validFrom);
      assert.deepEqual(draft.findings.filter((one) => one.severity === 'error'), []);

      const tried = (await job(nils, 'cases')).tried!;
      assert.equal(tried.sent.flipped, 0, 'the law’s transition: the floor is that of the day of the application');
      assert.deepEqual(tried.asIf.flips.map(({ condition, was, is, count }) => ({ condition, was, is, count })), [{ condition: 'salary', was: 'met', is: 'not met', count: 1 }]);
      assert.equal(tried.asIf.examples[0]!.number, undefined, 'who owns rules opens no cases: the example has no number');
      assert.match(tried.asIf.examples[0]!.flips[0]!.reason!, /38[,\s]?000/, 'the reason with its figure');
      const { test: made } = await nils<LabTestCase>(`/jobs/${(await nils<LabDraft>(`/drafts/${draftId}`)).jobs.find((one) => one.kind === 'cases')!.id}/test`, { key: tried.asIf.examples[0]!.key });
      assert.deepEqual([made.expect.outcome, made.expect.rows!['salary']], ['OFFICER', 'salary-short']);
      assert.doesNotMatch(JSON.stringify(made), /Souza|Christopher|FY482913|559990/, 'a test made of a case names nobody');
      const looks = await world.server.deps.store.query<{ n: number }>(`select count(*)::int as n from access_log a join access_log_person p using (seq) where a.what = 'rule-lab-test' and a.granted`);
      assert.ok(looks[0]!.n > 0, 'those whose case it is can see that it was read');
      const seen = (await sara<LabDraft>(`/drafts/${draftId}`)).jobs.find((one) => one.kind === 'cases')!.tried!;
      assert.match(seen.asIf.examples[0]!.number!, /^\d\d-/, 'an officer of the unit may open it');

      const { difference } = await sara<LabCompare>(`/compare?before=${encodeURIComponent(base)}&after=${draftId}`);
      assert.deepEqual(difference.rows, []);
      assert.deepEqual(difference.amounts.map(({ table, change }) => `${table} ${change}`).sort(), ['salary-floors added', 'salary-floors changed']);
    });

    test('tests first; then two others approve exactly what was tried; then it is the law from its day, and a restart keeps it', async () => {
      await nils(`/drafts/${draftId}/propose`, { words: 'The median has risen.' }, 409);
      // cases of a later day come out otherwise now, and are meant to
      for (const one of (await job(nils, 'tests')).tests!.tests.filter(({ problems }) => problems.length > 0)) await nils(`/drafts/${draftId}/edits`, { seen: 99, edit: { kind: 'expect', test: one.name } });
      const tests = (await job(nils, 'tests')).tests!;
      assert.equal(tests.failed, 0);
      let draft = await nils<LabDraft>(`/drafts/${draftId}/propose`, { words: 'The median has risen.' });
      assert.equal(draft.state, 'proposed');
      await nils(`/drafts/${draftId}/edits`, { seen: draft.seen, edit: { kind: 'remove-amount', table: 'salary-floors', row: 0 } }, 409);
      await nils(`/drafts/${draftId}/approve`, { words: '', content: draft.content }, 403);
      await sara(`/drafts/${draftId}/approve`, { words: '', content: draft.content }, 403);
      await eva(`/drafts/${draftId}/approve`, { words: '', content: 'another' }, 409);
      await eva(`/drafts/${draftId}/publish`, {}, 409);
      draft = await eva<LabDraft>(`/drafts/${draftId}/approve`, { words: 'Read the decree.', content: draft.content });
      assert.equal(draft.may.publish, false, 'one is not two');
      await eva(`/drafts/${draftId}/publish`, {}, 409);
      // Aino undid a change of her own: she has had a hand in it no more
      draft = await aino<LabDraft>(`/drafts/${draftId}/approve`, { words: '', content: draft.content });
      assert.equal(draft.may.publish, true);

      const { deps } = world.server;
      const before = currentRulebook(deps, 'work-permit', deps.clock.now())!.hash;
      draft = await eva<LabDraft>(`/drafts/${draftId}/publish`, {});
      assert.equal(draft.state, 'published');
      const hash = draft.rulebookHash!;
      const published = (await getRulebook(deps.store, hash))!;
      assert.deepEqual(Object.keys(published).sort(), Object.keys((await getRulebook(deps.store, base))!).sort(), 'nothing of the draft is in the law but what it changes');
      assert.deepEqual(published.approvedBy, ['staff/AL5002', 'staff/ES1201']);
      assert.equal((await ruleRelease(deps.store, hash))!.draftId, draftId);
      assert.equal((await laidPublished(deps.config.dataDir)).find((one) => one.rulebook.service === 'work-permit')!.rulebook.hash, hash, 'it lies where it can be got back into the files');
      assert.equal(currentRulebook(deps, 'work-permit', deps.clock.now())!.hash, before, 'not before its day');
      assert.equal(currentRulebook(deps, 'work-permit', `${published.validFrom}T12:00:00.000Z`)!.hash, hash);
      assert.equal(deps.authority.service('work-permit')!.hash, before, 'what holds today stands first');
      assert.deepEqual(draft.events.map((one) => one.what), ['begun', 'proposed', 'approved', 'approved', 'published']);
      await eva(`/drafts/${draftId}/publish`, {}, 409);
      await assert.rejects(deps.store.query('update rule_draft_event set what = $1', ['nothing']), 'what was done is never changed');

      const files = { ...deps.authority, services: deps.authority.services.filter((one) => one.hash !== hash) };
      await releaseAtStart({ ...deps, authority: files });
      assert.ok(files.services.some((one) => one.hash === hash), 'a start of the server takes it up again');
    });

    test('who changed a draft does not approve it, and what has been released meanwhile is not undone', async () => {
      draftId = (await nils<{ id: string }>('/drafts', { base, title: 'Written by both' })).id;
      let draft = await aino<LabDraft>(`/drafts/${draftId}/edits`, { seen: 0, edit: { kind: 'reason', decision: 'Salary', row: 'salary-enough', language: 'en', text: 'The pay is enough.' } });
      await nils(`/drafts/${draftId}/frame`, { title: 'Written by both', validFrom: '2020-01-01', version: '9.0.0' });
      draft = await nils<LabDraft>(`/drafts/${draftId}`);
      assert.ok(draft.blocks.includes('day-past'));
      await nils(`/drafts/${draftId}/frame`, { title: 'Written by both', validFrom: '2099-01-01', version: '9.0.0' });
      await job(nils, 'tests');
      draft = await nils<LabDraft>(`/drafts/${draftId}`);
      assert.deepEqual(draft.blocks, ['overtaken']);
      draft = await nils<LabDraft>(`/drafts/${draftId}/set-aside`, { words: 'Begun before the new floor' });
      assert.equal(draft.state, 'set-aside');
      await nils(`/drafts/${draftId}/edits`, { seen: draft.seen, edit: { kind: 'formula', decision: 'Salary floor', text: '1' } }, 409);
    });
  });
}
