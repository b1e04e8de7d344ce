import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessesTo, brokenGlassOf, declareConflict, endConflict, markProtected, putStaffPerson, seeBrokenGlass } from '@ankomst/store';
import { adam, lodged, sarah } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';
import { breakTheGlass } from './break-glass.ts';
import { openCase } from './open-case.ts';
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

  test('who is protected is reached by those named for it alone', async () => {
    const { deps } = world.server;
    await markProtected(deps.store, { personId: mother, kind: 'marking', at: deps.clock.now(), by: 'SARA' });
    assert.deepEqual([await opens(officer('SARA')), await opens(officer('TOVE', 'child-family', 'protected'))], [false, true]);
    await assert.rejects(breakTheGlass(deps, officer('KARIN', 'labour'), 'Karin', id, reason), /not-found/);
  });
});
