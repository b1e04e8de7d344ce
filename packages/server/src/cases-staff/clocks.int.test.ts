import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, clocksOf, DomainError, extendDeadline as extend, refuseToConclude as refuse, type Actor, type CaseEvent, type Rulebook } from '@ankomst/core';
import { clocksTold, conclusionsAnswered, conclusionsAsked, delayNoticesWaiting, loadCase, StoreError, type LoadedCase } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { actContext } from '../cases/act-context.ts';
import { requestToConclude } from '../cases/request-to-conclude.ts';
import { Problem } from '../problem.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { answerApproval, lodged, sarah, adam } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';
import { refuseToConclude } from './refuse-to-conclude.ts';
import { signDelayNotice } from './sign-delay-notice.ts';
import { sweepDeadlines } from './sweep-deadlines.ts';
import { signedBy } from './signed-by.ts';

for (const store of testStores()) {
  describe(`a case that takes its time, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, id: string;
    const staff = { kind: 'staff', staffId: 'staff-sara', unit: 'child-family', roles: ['officer'] } as const;
    const officer = { ...staff, roles: [...staff.roles] };
    const now = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
    const events = async (type: CaseEvent['type']): Promise<CaseEvent[]> => (await now()).events.filter((event) => event.type === type);
    const book = async (): Promise<Rulebook> => rulebookOfCase(world.server.deps, (await now()).file);
    const goTo = (day: string): void => world.clock.advance(Date.parse(`${day}T12:00:00Z`) - Date.parse(world.clock.now()));
    const dueOf = async (deadline: string): Promise<string> => {
      const { file } = await now();
      const clock = clocksOf(await book(), file, world.clock.now(), world.server.deps.authority.calendar).find((one) => one.deadline === deadline);
      return clock!.due;
    };
    const party = async () => ({ kind: 'person' as const, personId: (await now()).file.lodgedBy! });

    /** Where letters were written meanwhile, the officer sees the case as it now is and does it again. */
    const byHand = async (act: () => Promise<void>): Promise<void> => {
      for (let attempt = 1; ; attempt += 1) {
        try { return await act(); } catch (error) {
          if (!(error instanceof StoreError && error.code === 'version-conflict') || attempt === 9) throw error;
        }
      }
    };

    before(async () => {
      world = await startWorld({ store });
      const guardian = await world.visitor(sarah);
      id = await lodged(world, guardian);
      await answerApproval(await world.visitor(adam), id, false, 'We do not agree yet.');
    });
    after(() => world.close());

    test('before six months nobody can ask that it be decided, and the case says from when', async () => {
      await assert.rejects(async () => requestToConclude(world.server.deps, await party(), { caseId: id, once: 'early' }), (error: unknown) => error instanceof DomainError && error.code === 'out-of-order');
    });

    test('from that day a party can, once; a draft from the events is made and refuses nothing', async () => {
      goTo(await dueOf('may-ask-to-conclude'));
      await sweepDeadlines(world.server.deps);
      assert.notEqual((await now()).file.waiting?.nextLegalDate?.deadline, 'may-ask-to-conclude', 'a right that has opened is no date to wait for');
      await requestToConclude(world.server.deps, await party(), { caseId: id, once: 'now' });
      await requestToConclude(world.server.deps, await party(), { caseId: id, once: 'now' });
      const { file, decisions } = await now();
      assert.equal((await events('ConclusionRequested')).length, 1);
      assert.equal(file.waiting?.nextLegalDate?.deadline, 'conclude');
      assert.equal(file.waiting?.nextLegalDate?.on, await dueOf('conclude'));
      assert.equal(decisions.length, 0);
      assert.match(file.conclusion!.texts['sv']!, /Ansökan|handläggare/);
      assert.ok(file.conclusion!.texts['sv'] !== file.conclusion!.texts['en']);
      await assert.rejects(async () => requestToConclude(world.server.deps, await party(), { caseId: id, once: 'again' }), DomainError);
      assert.deepEqual((await conclusionsAsked(world.server.deps.store, 'child-family')).map((one) => one.caseId), [id]);
    });

    test('the weeks pass: the request stands, late and seen; no timer refuses it', async () => {
      goTo(addDays(await dueOf('conclude'), 2));
      await sweepDeadlines(world.server.deps);
      await sweepDeadlines(world.server.deps);
      assert.deepEqual((await events('DeadlinePassed')).map((event) => event.data['deadline']).filter((deadline) => deadline === 'conclude'), ['conclude']);
      assert.equal((await events('ConclusionDecided')).length, 0);
      assert.equal((await now()).file.conclusion?.refused, undefined);
      assert.ok((await clocksTold(world.server.deps.store, 'child-family')).some((one) => one.deadline === 'conclude' && one.passed));
    });

    test('a refusal is an officer\'s: the type knows no other hand, nor does it run, nor without words', async () => {
      const { file, facts } = await now();
      const ctx = actContext(world.server.deps, { kind: 'robot', id: 'robot' }, await book());
      // @ts-expect-error a robot is not a member of staff
      assert.throws(() => refuse({ case: file, facts }, { reasons: file.conclusion!.texts, letters: [] }, ctx), /by an officer or not at all/);
      const robot: Actor = { kind: 'robot', id: 'robot' };
      // @ts-expect-error nor does it prolong a clock
      assert.throws(() => extend({ case: file, facts }, { deadline: 'decide', reason: 'r', language: 'sv' }, { ...ctx, actor: robot }));
      await assert.rejects(refuseToConclude(world.server.deps, { staff: officer, caseId: id, once: 'x', reasons: { sv: '  ' } }), (error: unknown) => error instanceof Problem && error.code === 'bad-request');
      await assert.rejects(refuseToConclude(world.server.deps, { staff: { ...officer, unit: 'asylum' }, caseId: id, once: 'y', reasons: file.conclusion!.texts }), (error: unknown) => error instanceof Problem && error.code === 'not-found');
    });

    test('signed, it goes out as a letter to each, with the words as edited; the case goes on', async () => {
      const { texts } = (await now()).file.conclusion!;
      const reasons = Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, `${text}\nSara Lind`]));
      await byHand(() => refuseToConclude(world.server.deps, { staff: officer, caseId: id, once: 'refuse', reasons }));
      const { file, letters, decisions } = await now();
      assert.deepEqual([file.phase, decisions.length, file.conclusion?.refused?.by], ['lodged', 0, 'staff-sara']);
      const sent = letters.filter((letter) => letter.letter === 'conclude-refused');
      assert.equal(sent.length, 2);
      for (const letter of sent) assert.match(letter.html, /Sara Lind/);
      assert.deepEqual((await conclusionsAnswered(world.server.deps.store, 20)).map((one) => [one.outcome, one.reasons?.['sv']?.endsWith('Sara Lind')]), [['refused', true]]);
      assert.deepEqual(await conclusionsAsked(world.server.deps.store, null), []);
    });

    test('as the limit nears its holder is warned once, and a notice of delay is drafted before it', async () => {
      const due = await dueOf('decide');
      goTo(addDays(due, -30));
      await Promise.all([sweepDeadlines(world.server.deps), sweepDeadlines(world.server.deps)]);
      await sweepDeadlines(world.server.deps);
      assert.deepEqual((await events('DeadlineWarned')).filter((event) => event.data['deadline'] === 'decide').map((event) => event.data['days']), [30]);
      assert.equal((await events('DelayNoticeDrafted')).length, 1);
      assert.deepEqual((await delayNoticesWaiting(world.server.deps.store, 'child-family')).map((one) => [one.caseId, one.due]), [[id, due]]);
      assert.equal((await now()).letters.filter((letter) => letter.letter === 'delay').length, 0, 'nothing is sent before somebody signs');
      const { sv } = (await now()).file.delayNotice!.texts;
      assert.match(sv!, /handläggare/i);
    });

    test('the officer signs it as edited, with the day they expect; it is out before the limit', async () => {
      const { texts, due } = (await now()).file.delayNotice!;
      const reasons = Object.fromEntries(Object.keys(texts).map((language) => [language, `${language}: Sara has written this.`]));
      await assert.rejects(signDelayNotice(world.server.deps, { staff: officer, caseId: id, once: 'empty', reasons: {}, expectedBy: addDays(due, 60) }), Problem);
      await byHand(() => signDelayNotice(world.server.deps, { staff: officer, caseId: id, once: 'sign', reasons, expectedBy: addDays(due, 60) }));
      const { file, letters } = await now();
      assert.equal(file.delayNotice, undefined);
      assert.deepEqual(letters.filter((letter) => letter.letter === 'delay').map((letter) => /Sara has written this/.test(letter.html)), [true, true]);
      assert.ok((await events('DelayNoticeSent'))[0]!.at.slice(0, 10) <= due);
      assert.equal(await sweepDeadlines(world.server.deps), 0, 'nor is it drafted again');
    });

    test('when all clocks have run out the case names no date, waits for what it waited for, and nobody has decided', async () => {
      goTo(addDays(await dueOf('decide'), 3));
      await sweepDeadlines(world.server.deps);
      const { file, decisions } = await now();
      assert.equal(file.waiting?.nextLegalDate, undefined);
      assert.deepEqual([file.waiting?.reason, decisions.length, file.phase], ['decision', 0, 'lodged']);
      assert.deepEqual((await events('DeadlinePassed')).map((event) => event.data['deadline']).sort(), ['conclude', 'decide', 'permit-needed']);
    });

    test('a clock that the law does not let be prolonged is not', async () => {
      const { file, facts } = await now();
      const ctx = signedBy(actContext(world.server.deps, { kind: 'staff', id: 'staff-sara' }, await book()), officer);
      assert.throws(() => extend({ case: file, facts }, { deadline: 'decide', reason: 'Because', language: 'sv' }, ctx), (error: unknown) => error instanceof DomainError && error.code === 'out-of-order');
    });
  });
}
