import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessesTo, brokenGlassOf, declareConflict, endConflict, markProtected, putStaffPerson, seeBrokenGlass } from '@ankomst/store';
import { assignCase } from '../cases-staff/assign-case.ts';
import { issueNewsLetter } from '../letters/issue-news-letter.ts';
import { sendPaperLetter } from '../letters/send-paper-letter.ts';
import { adam, lodged, sarah } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';
import { breakTheGlass } from './break-glass.ts';
import { openCase } from './open-case.ts';
import { answerToEnd, askToEnd, protectPerson, type ProtectionAct } from './protect.ts';
import { purposesFor } from './purposes.ts';
import type { StaffPurpose, Subject } from './policy.ts';
import { sealedNotes, sealNote } from './seal-note.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;
const officer = (staffId: string, unit = 'child-family', ...more: string[]): Staff => ({ kind: 'staff', staffId, unit, roles: ['officer', ...more] });
const reason = 'Familjen står vid gränsen i natt och ingen svarar.';

describe('who reaches a case, and when it ends', () => {
  let world: World, id: string, mother: string, number: string;
  before(async () => {
    world = await startWorld();
    id = await lodged(world, await world.visitor(sarah));
    const { store } = world.server.deps;
    mother = (await store.query<{ id: string }>('select person_id as id from person_identifier where value = $1', [sarah]))[0]!.id;
    number = (await store.query<{ number: string }>('select number from case_file where id = $1', [id]))[0]!.number;
  });
  after(() => world.close());
  const opens = (staff: Staff, purpose?: StaffPurpose): Promise<boolean> =>
    openCase(world.server.deps, staff, id, 'read', 'test', purpose ? { purpose } : {}).then(() => true, (error: Error) => { assert.match(error.message, /not-found/); return false; });

  test('broken glass: to read, for an hour; its leader reads of it, the breaker never judges it, the person sees it', async () => {
    const { deps } = world.server, karin = officer('KARIN', 'labour');
    assert.equal(await opens(karin), false);
    await breakTheGlass(deps, karin, 'Karin', id, reason);
    // a picture on the page says no purpose: it is read with the same glass
    assert.deepEqual([await opens(karin, 'break-glass'), await opens(karin), await opens(karin, 'handling')], [true, true, false]);
    await assert.rejects(openCase(deps, karin, id, 'handle', 'test', { purpose: 'break-glass' }), /not-found/);
    assert.equal(await opens(officer('OTHER', 'labour'), 'break-glass'), false);
    const [report] = await brokenGlassOf(deps.store, 'child-family');
    const seen = { id: report!.id, at: deps.clock.now(), right: true, note: '' };
    assert.equal(await seeBrokenGlass(deps.store, { ...seen, unit: 'child-family', by: 'KARIN' }), false);
    assert.equal(await seeBrokenGlass(deps.store, { ...seen, unit: 'labour', by: 'EVA' }), false);
    assert.equal(await seeBrokenGlass(deps.store, { ...seen, unit: 'child-family', by: 'EVA' }), true);
    assert.ok((await accessesTo(deps.store, mother)).some((look) => look.purpose === 'break-glass' && look.granted));
    world.clock.advance(61 * 60_000);
    assert.deepEqual([await opens(karin, 'break-glass'), await opens(karin)], [false, false]);
  });

  test('what one may open a case for is told before; of a case that is not there as of one that is not theirs', async () => {
    const { deps } = world.server;
    const asked = (staff: Staff, caseId = id) => purposesFor(deps, staff, caseId, 'en').then(({ purposes, obvious, breakGlass }) => [purposes.map((one) => one.purpose), obvious, breakGlass]);
    assert.deepEqual(await asked(officer('SARA')), [['handling'], 'handling', true]);
    assert.deepEqual(await asked(officer('SARA', 'child-family', 'leader')), [['handling', 'supervision'], undefined, true]);
    assert.deepEqual(await asked(officer('KARIN', 'labour')), await asked(officer('KARIN', 'labour'), 'no-such-case'));
  });

  test('the own case, the family’s and a declared one stay shut, with broken glass as well; what is declared can end', async () => {
    const { deps } = world.server, at = deps.clock.now();
    assert.equal(await opens(officer('SELF')), true);
    await putStaffPerson(deps.store, { staffId: 'SELF', kind: 'personal-number', value: sarah, at });
    assert.equal(await opens(officer('SELF')), false);
    // the other parent is no party to be asked for here, but stands in a relation to the child on file
    await putStaffPerson(deps.store, { staffId: 'FATHER', kind: 'personal-number', value: adam, at });
    assert.equal(await opens(officer('FATHER')), false);
    await declareConflict(deps.store, { id: 'k', staffId: 'FRIEND', caseNumber: number, personId: null, reason: 'granne', declaredAt: at });
    assert.equal(await opens(officer('FRIEND')), false);
    await assert.rejects(breakTheGlass(deps, officer('FRIEND', 'labour'), 'Friend', id, reason), /not-found/);
    assert.equal(await endConflict(deps.store, { id: 'k', staffId: 'SELF', at }), false);
    assert.equal(await endConflict(deps.store, { id: 'k', staffId: 'FRIEND', at }), true);
    assert.equal(await opens(officer('FRIEND')), true);
  });

  test('a sealed note opens to its writer and those it is for; it cannot be changed', async () => {
    const { deps } = world.server;
    const read = async (staff: Staff): Promise<[string[], number]> => {
      const { notes, sealedToOthers } = await sealedNotes(deps, await openCase(deps, staff, id, 'read', 'test'), 'en');
      return [notes.map((note) => note.text), sealedToOthers];
    };
    await sealNote(deps, await openCase(deps, officer('SARA'), id, 'handle', 'test'), { text: 'Only for two.', staff: ['OMAR'], roles: ['approver'] });
    assert.deepEqual(await read(officer('SARA')), [['Only for two.'], 0]);
    assert.deepEqual(await read(officer('OMAR')), [['Only for two.'], 0]);
    assert.deepEqual(await read(officer('BO', 'child-family', 'approver')), [['Only for two.'], 0]);
    assert.deepEqual(await read(officer('MIA')), [[], 1]);
    await assert.rejects(deps.store.query(`update sealed_note set text = 'x'`));
  });

  test('a picture or a stream of the page is read for what the case was opened for', async () => {
    const { deps } = world.server, both = officer('BEA', 'child-family', 'leader');
    const readFor = async (purpose?: StaffPurpose): Promise<string | undefined> => {
      await openCase(deps, both, id, 'read', 'staff-file', purpose ? { purpose } : {});
      return (await accessesTo(deps.store, mother))[0]?.purpose;
    };
    assert.deepEqual([await readFor(), await readFor('supervision'), await readFor(), await readFor('handling'), await readFor()], ['handling', 'supervision', 'supervision', 'handling', 'handling']);
    // to act is for handling, whatever it was opened for; and what is no longer permitted is not remembered
    await readFor('supervision');
    await openCase(deps, both, id, 'handle', 'test');
    assert.equal(await opens(officer('BEA')), true);
    assert.equal((await accessesTo(deps.store, mother))[0]?.purpose, 'handling');
  });

  test('a mark of protection: by one at once, the case leaves whoever is not named, and it ends by two', async () => {
    const { deps } = world.server, sara = officer('SARA'), tove = officer('TOVE', 'child-family', 'protected'), olle = officer('OLLE', 'child-family', 'protected');
    let n = 0;
    const act = (staff: Staff): ProtectionAct => ({ staff, caseId: id, personId: mother, once: `p${n++}` });
    const held = async (): Promise<string | null> => (await deps.store.query<{ to: string | null }>('select assigned_to as to from case_file where id = $1', [id]))[0]!.to;
    await assignCase(deps, { staff: sara, caseId: id, once: 'take', to: 'me' });
    await assert.rejects(protectPerson(deps, act(sara), { kind: 'unheard-of', reason }), /bad-request/);
    await assert.rejects(protectPerson(deps, { ...act(sara), personId: 'somebody else' }, { kind: 'marking', reason }), /not-found/);
    await assert.rejects(protectPerson(deps, act(officer('KARIN', 'labour')), { kind: 'marking', reason }), /not-found/);
    assert.equal(await held(), 'SARA');
    await protectPerson(deps, act(sara), { kind: 'marking', reason });
    assert.deepEqual([await opens(sara), await opens(tove), await held()], [false, true, null]);
    await assert.rejects(protectPerson(deps, act(tove), { kind: 'marking', reason }), /conflict/);
    await assert.rejects(breakTheGlass(deps, officer('KARIN', 'labour'), 'Karin', id, reason), /not-found/);

    // the other parent is told that somebody of the unit saw the case, and no more
    const other = await world.visitor(adam);
    assert.doesNotMatch((await other.get('/me/looks')).text, /skydd|protect|mark-/i);

    await assert.rejects(answerToEnd(deps, act(olle), true), /conflict/, 'nobody has asked');
    await askToEnd(deps, act(tove), 'Skatteverket har upphävt sin markering.');
    await assert.rejects(answerToEnd(deps, act(tove), true), /conflict/, 'not by the one who asked');
    await assert.rejects(answerToEnd(deps, act(sara), true), /not-found/, 'nor by one who is not named');
    await answerToEnd(deps, act(olle), false);
    await assert.rejects(answerToEnd(deps, act(olle), true), /conflict/, 'what was kept is asked for anew');
    await askToEnd(deps, act(tove), 'Skatteverket har upphävt sin markering.');
    await answerToEnd(deps, act(olle), true);
    assert.equal(await opens(sara), true);
    const marked = (await accessesTo(deps.store, mother)).filter(({ what, granted }) => granted && /protect/.test(what)).map(({ what }) => what);
    assert.deepEqual([...new Set(marked)].sort(), ['ask-to-unprotect', 'end-protection', 'keep-protection', 'mark-protected']);
  });

  test('paper for somebody protected goes by the address of the content, the number on the inner envelope, and nowhere says where they live', async () => {
    const { deps } = world.server;
    const street = JSON.stringify((await deps.store.query<{ value: unknown }>(`select value from fact where subject = $1 and name = 'person.address' and superseded_by is null`, [`person/${mother}`]))[0]?.value);
    assert.match(street, /street/);
    const letters = async (): Promise<{ to: string; address: string[]; text: string }[]> => (await fetch(`${world.neighbours.urls.catcher}/messages?channel=letter`)).json() as Promise<{ to: string; address: string[]; text: string }[]>;
    await markProtected(deps.store, { personId: mother, kind: 'marking', reason, ground: '', at: deps.clock.now(), by: 'SARA' });
    await issueNewsLetter(deps, { personId: mother, about: 'request:none', caseId: id }, 'news');
    const [letter] = await deps.store.query<{ id: string; html: string }>('select id, html from letter where case_id = $1 and to_person_id = $2 order by at desc limit 1', [id, mother]);
    await sendPaperLetter(deps, id, letter!.id, 'paper-1');
    const sent = (await letters()).find((one) => one.text.includes('Inner envelope'))!;
    assert.deepEqual([sent.to, sent.address], [deps.protection.post.to, deps.protection.post.lines]);
    assert.match(sent.text, new RegExp(`Inner envelope: ${sarah}`));
    const { street: where } = JSON.parse(street) as { street: string };
    assert.ok(where.length > 3 && !JSON.stringify([sent, letter]).includes(where));
  });
});
