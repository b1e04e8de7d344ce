import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testStores } from '@ankomst/store/testing';
import { picture } from '../testing/newborn.ts';
import { until } from '../testing/until.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { christopher, loaded, lodgedWork, startWork, workParties, type Parties } from '../testing/work-permit.ts';
import { logIn, type World } from '../testing/world.ts';

for (const store of testStores()) {
  describe(`an appeal, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, parties: Parties, sara: Visitor, omar: Visitor, id: string;
    before(async () => {
      world = await startWork({ store });
      parties = await workParties(world);
      [sara, omar] = await Promise.all(['staff-sara-lind', 'staff-omar-haddad'].map((who) => world.visitor(who))) as [Visitor, Visitor];
    });
    after(() => world.close());
    const now = () => loaded(world, id);

    /** A case refused for a salary one krona short, its letters written; opened by the applicant where told. */
    async function refused(read = true): Promise<void> {
      id = await lodgedWork(world, parties, { 'case.offer-salary': 3_446_900 });
      const there = await parties.cook.send(await parties.cook.get(`/case/${id}/pay`), { action: `/case/${id}/pay` });
      await parties.cook.request(there.url, { method: 'POST', body: new URLSearchParams({ answer: 'pay' }) });
      // an officer whose press meets a letter being written is asked to look again: here nobody hurries
      await written('receipt');
      await sara.send(await sara.get(`/staff/cases/${id}`), { action: `/staff/cases/${id}/propose`, fields: { outcome: 'refused', reason: 'salary', note: '', do: 'propose' } });
      await omar.send(await omar.get(`/staff/cases/${id}`), { action: `/staff/cases/${id}/approve` });
      await until(async () => (await now()).letters.filter((one) => one.decisionId).length === 2, 'the letters of the decision');
      if (read) await parties.cook.get(`/case/${id}/letters/${await cooksLetter()}`);
    }
    const written = (letter: string, count = 1): Promise<void> => until(async () => (await now()).letters.filter((one) => one.letter === letter).length >= count, `the letter ${letter}`);
    const cooksLetter = async (): Promise<string> => (await now()).letters.find((one) => one.decisionId && one.toPersonId === parties.applicant)!.id;
    const write = async (text: string, more: object = {}): Promise<Page> =>
      parties.cook.send(await parties.cook.get(`/case/${id}/appeal`), { action: `/case/${id}/appeal`, fields: { text, do: 'check', ...more }, multipart: true });
    const appeal = async (text = 'The salary was raised in October.'): Promise<Page> => {
      const sent = await parties.cook.send(await write(text), { action: `/case/${id}/appeal`, fields: { do: 'send' } });
      await written('appeal-received', (await now()).appeals.length);
      return sent;
    };
    const review = async (outcome: string, note = 'We have read it again.'): Promise<Page> => sara.send(await sara.get(`/staff/cases/${id}/appeal`), { action: `/staff/cases/${id}/appeal`, fields: { outcome, note } });
    const rule = (outcome: string): Promise<Response> => now().then(({ appeals }) =>
      fetch(`${world.neighbours.urls.court}/appeals/${appeals[0]!.id}/ruling`, { method: 'POST', body: new URLSearchParams({ outcome, reasons: 'The court finds so.' }), redirect: 'manual' }));
    const atCourt = () => until(async () => (await now()).appeals[0]?.courtNumber !== undefined, 'the number of the court');

    test('the refusal says which fact, on whose word, and which law; the employer’s letter says nothing of the applicant’s reasons', async () => {
      await refused(false);
      const page = await parties.cook.get(`/case/${id}/decision`);
      assert.match(page.text, /34,469/);
      assert.match(page.text, /said by .Restaurang Solrosen AB/);
      assert.match(page.text, /Chapter 6, section 2/);
      assert.match(page.text, new RegExp(`href="/case/${id}/appeal"`));
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, /You have not opened the letter/);
      const { letters } = await now();
      const byReader = Object.fromEntries(letters.filter((one) => one.decisionId).map((one) => [one.toPersonId, one]));
      assert.deepEqual([byReader[parties.applicant]!.letter, byReader[parties.employer]!.letter], ['refuse', 'refuse-employer']);
      assert.match(byReader[parties.applicant]!.html, /34,469[\s\S]*Restaurang Solrosen AB/);
      assert.doesNotMatch(byReader[parties.employer]!.html, /34,469/);
      const theirs = await parties.owner.get(`/case/${id}/letters/${byReader[parties.employer]!.id}`);
      assert.equal(theirs.status, 200);
      assert.equal((await parties.owner.get(`/case/${id}/letters/${byReader[parties.applicant]!.id}`)).status, 404);
      assert.equal((await parties.owner.get(`/case/${id}/appeal`)).status, 404, 'the employer may not appeal');
    });

    test('three weeks from the day the letter was opened, a day when the authority is open', async () => {
      await parties.cook.get(`/case/${id}/letters/${await cooksLetter()}`);
      const page = await parties.cook.get(`/case/${id}/appeal`);
      const due = /The appeal must reach us by <b>([^<]+)/.exec(page.text)?.[1];
      assert.ok(due, page.text);
      assert.ok((await parties.cook.get(`/case/${id}/decision`)).text.includes(due));
    });

    test('nothing written is nothing sent; what is written and enclosed is kept', async () => {
      const empty = await write('   ');
      assert.equal(empty.status, 422);
      assert.match(empty.text, /Write what is wrong in the decision/);
      const before = await parties.cook.get(`/case/${id}/appeal`);
      const with_ = await parties.cook.send(before, { action: `/case/${id}/appeal`, fields: { text: 'The salary was raised.\nHere is the contract.', do: 'upload' }, files: { 'file:appeal': { name: 'kontrakt.jpg', type: 'image/jpeg', bytes: await picture() } } });
      assert.match(with_.text, /kontrakt\.jpg/);
      const again = await parties.cook.get(`/case/${id}/appeal`);
      assert.match(again.text, /Here is the contract/);
      const bad = await parties.cook.send(again, { action: `/case/${id}/appeal`, fields: { text: 'The salary was raised.\nHere is the contract.', do: 'upload' }, files: { 'file:appeal': { name: 'x.exe', type: 'application/octet-stream', bytes: Buffer.from('MZ\u0000\u0001') } } });
      assert.equal(bad.status, 415);
      assert.match(bad.text, /Here is the contract/);
      const check = await write('The salary was raised.\nHere is the contract.');
      assert.match(check.text, /Read your appeal through/);
      assert.match(check.text, /kontrakt\.jpg/);
      assert.equal((await now()).appeals.length, 0);
    });

    test('sent once, pressed twice: the case waits for the review, and a letter says that it came', async () => {
      const check = await parties.cook.get(`/case/${id}/appeal?step=check`);
      const form = { action: `/case/${id}/appeal`, fields: { do: 'send' } };
      const [one, two] = await Promise.all([parties.cook.send(check, form), parties.cook.send(check, form)]);
      for (const page of [one, two]) assert.match(page.text, /We are reading our decision again/);
      const { appeals, file } = await now();
      assert.deepEqual(appeals.map((one_) => [one_.status, one_.inTime, one_.documents.length]), [['lodged', true, 1]]);
      assert.deepEqual([file.phase, file.waiting?.reason], ['appealed', 'appeal-review']);
      assert.match((await parties.cook.get(`/case/${id}`)).text, /We look at our decision again/);
      await written('appeal-received');
      assert.deepEqual((await now()).letters.filter((letter) => letter.letter === 'appeal-received').map((letter) => letter.toPersonId), [parties.applicant]);
    });

    test('an officer reads it beside the decision; without words there is no review', async () => {
      const page = await sara.get(`/staff/cases/${id}/appeal`);
      for (const shown of ['Here is the contract', 'kontrakt.jpg', '34,469', 'It came in time']) assert.ok(page.text.includes(shown), shown);
      assert.doesNotMatch(page.text, /Dismiss as late/);
      assert.equal((await review('forward', ' ')).status, 422);
      assert.equal((await review('dismiss-late')).status, 422, 'what came in time is not dismissed as late');
      assert.equal((await now()).file.appeal?.stage, 'review');
    });

    test('handed to the court with the list of the file; the court says that the decision stands', async () => {
      assert.match((await review('forward')).text, /The court has the appeal/);
      await atCourt();
      const { appeals, decisions, file } = await now();
      assert.equal(file.waiting?.reason, 'court');
      const court = await (await fetch(world.neighbours.urls.court)).text();
      for (const shown of ['kontrakt.jpg', 'refuse-', decisions[0]!.hash.slice(7), 'Souza Lima']) assert.ok(court.includes(shown), shown);
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, new RegExp(appeals[0]!.courtNumber!));
      await rule('upheld');
      await until(async () => (await now()).appeals[0]!.status === 'ruled', 'the ruling');
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, /The court says that the decision stands[\s\S]*The court finds so/);
      assert.deepEqual([(await now()).file.phase, (await now()).file.closedAs], ['closed', 'refused']);
      assert.equal((await parties.cook.send(await parties.cook.get(`/case/${id}/decision`), { action: `/case/${id}/appeal`, fields: { text: 'Again', do: 'send' } })).status, 200);
      assert.equal((await now()).appeals.length, 1, 'one decision is appealed once');
    });

    test('the review finds that it was wrong: open again, for a human', async () => {
      await refused();
      await appeal();
      await review('change');
      const { file, appeals } = await now();
      assert.deepEqual([file.phase, file.waiting?.reason, file.stopped?.code, appeals[0]!.status], ['lodged', 'decision', 'appeal:review', 'changed-on-review']);
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, /An officer decides anew/);
    });

    test('withdrawn before the court has it, appealed anew, handed over, and withdrawn there', async () => {
      await refused();
      await appeal();
      const withdraw = async (): Promise<Page> => parties.cook.send(await parties.cook.get(`/case/${id}/appeal/withdraw`), { action: `/case/${id}/appeal/withdraw`, fields: { confirm: 'yes' } });
      assert.match((await withdraw()).text, /The appeal is withdrawn/);
      assert.deepEqual([(await now()).file.phase, (await now()).appeals[0]!.status], ['closed', 'withdrawn']);
      await appeal('Once more.');
      await review('forward');
      const second = (await now()).appeals[1]!.id;
      await until(async () => (await now()).appeals[1]?.courtNumber !== undefined, 'the number of the court');
      await withdraw();
      const stateThere = async (): Promise<string> => ((await (await fetch(`${world.neighbours.urls.court}/appeals/${second}`, { headers: { authorization: `Bearer ${world.config.court.key}` } })).json()) as { state: string }).state;
      await until(async () => await stateThere() === 'withdrawn', 'the court to know');
      assert.equal((await now()).file.closedAs, 'refused');
    });

    test('the court sends it back: decided anew by a human', async () => {
      await refused();
      await appeal();
      await review('forward');
      await atCourt();
      await rule('referred-back');
      await until(async () => (await now()).file.phase === 'lodged', 'the case to be open again');
      const { file } = await now();
      assert.deepEqual([file.waiting?.reason, file.stopped?.code], ['decision', 'appeal:court:referred-back']);
    });

    test('late: said so, sent all the same, and dismissed by an officer with reasons', async () => {
      await refused();
      world.clock.advance(30 * 86_400_000);
      await Promise.all([logIn(parties.cook, christopher), logIn(sara, 'staff-sara-lind')]);
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, /The last day was/);
      const sent = await appeal();
      assert.match(sent.text, /It came after the last day/);
      assert.equal((await now()).appeals[0]!.inTime, false);
      assert.match((await sara.get(`/staff/cases/${id}/appeal`)).text, /Dismiss as late/);
      await review('dismiss-late', 'It came nine days after the last day.');
      assert.match((await parties.cook.get(`/case/${id}/appeal`)).text, /The appeal came too late[\s\S]*nine days/);
      assert.deepEqual([(await now()).file.phase, (await now()).file.closedAs, (await now()).appeals[0]!.status], ['closed', 'refused', 'dismissed-late']);
    });
  });
}
