import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compileRulebook, readContent } from '@ankomst/content';
import { completePart } from '@ankomst/core';
import { caseFile, putRulebook } from '@ankomst/store';
import { offerRelease } from '@ankomst/server';
import { beginApplication } from '../../server/src/applications/begin-application.ts';
import { actOnCase } from '../../server/src/cases-staff/act-on-case.ts';
import { lodgedWork, startWork, workParties, type Parties } from '../../server/src/testing/work-permit.ts';
import { eventually, type World } from '../../server/src/testing/world.ts';
import { simulate } from './simulate.ts';

/** A change of the pay floor is one row of a table: simulated first, then live without a restart. */
describe('a new pay floor', () => {
  let world: World, parties: Parties, table: string, draft: string;
  const number = async (id: string): Promise<string> => (await caseFile(world.server.deps.store, id))!.number;
  const run = async (...argv: string[]): Promise<string> => {
    const said: string[] = [];
    assert.equal(await simulate([world.config.contentDir, ...argv], (line) => said.push(line), { store: world.server.deps.store }), 0);
    return said.join('\n');
  };
  const begin = async (salary: number): Promise<string> => {
    const { deps } = world.server;
    const id = await beginApplication(deps, parties.signatory, { service: 'work-permit', role: 'employer', principal: parties.employer, once: deps.ids.next() });
    await actOnCase(deps, { kind: 'person', id: parties.signatory, onBehalfOf: parties.employer }, id, ({ state, ctx }) =>
      completePart(state, { personId: parties.employer, answers: [{ fact: 'case.offer-occupation', value: '5120' }, { fact: 'case.offer-salary', value: salary }] }, ctx));
    return id;
  };
  const rulebookOf = async (id: string): Promise<string> => (await caseFile(world.server.deps.store, id))!.rulebook;

  before(async () => {
    world = await startWork();
    parties = await workParties(world);
    table = join(world.config.contentDir, 'tables/salary-floors.csv');
    draft = join(world.config.dataDir, 'draft.csv');
    writeFileSync(draft, readFileSync(table, 'utf8').replace('floor,34470,90,38300', 'floor,37001,90,38300'));
  });
  after(() => world.close());

  test('says which open cases it would touch, by number and condition, and names nobody', async () => {
    const short = await lodgedWork(world, parties), enough = await lodgedWork(world, parties, { 'case.offer-salary': 4_000_000 });
    const begun = await begin(3_700_000);
    const said = await run('--table', `salary-floors=${draft}`, '--service', 'work-permit');
    assert.match(said, /3 cases looked at .* 2 would come out otherwise/);
    assert.match(said, /not sent, will go by the draft: 1; sent, keep the rules they were sent under: 1/);
    assert.match(said, /salary +met -> not met +2/);
    assert.ok(said.includes(await number(short)) && said.includes(await number(begun)) && !said.includes(await number(enough)), said);
    assert.doesNotMatch(said, /Christopher|Maria|5599900015/);
    const [json] = JSON.parse(await run('--table', `salary-floors=${draft}`, '--service', 'work-permit', '--json')) as [{ touched: { flips: unknown[] }[] }];
    assert.deepEqual(json.touched.map((one) => one.flips), [[{ condition: 'salary', was: 'met', is: 'not met' }], [{ condition: 'salary', was: 'met', is: 'not met' }]]);
    assert.match(await run('--service', 'work-permit'), /0 would come out otherwise/, 'the law as it is changes nothing');
  });

  test('is live in the running server within seconds; what was sent keeps its rules', async () => {
    const { deps } = world.server;
    const sent = await lodgedWork(world, parties);
    const before = await rulebookOf(sent);
    writeFileSync(table, readFileSync(draft, 'utf8'));
    const released = (): ReturnType<typeof compileRulebook> => {
      const raw = readContent(world.config.contentDir, { tests: false });
      return compileRulebook(raw, raw.services.find((one) => one.id === 'work-permit')!);
    };
    // beside the embedded database, which only the server can write to
    await offerRelease(world.config.dataDir, released());
    await eventually(async () => deps.authority.service('work-permit')?.hash === released().hash);
    assert.equal(await rulebookOf(await begin(3_700_000)), released().hash);
    assert.equal(await rulebookOf(sent), before);

    // into the store, by another process
    writeFileSync(table, readFileSync(draft, 'utf8').replace('floor,37001', 'floor,38000'));
    await putRulebook(deps.store, released(), deps.clock.now());
    await eventually(async () => deps.authority.service('work-permit')?.hash === released().hash);
    assert.equal(deps.authority.services.filter((one) => one.service === 'work-permit').length, 1, 'what was replaced is in the store');
    const visitor = await world.visitor();
    await visitor.send(await visitor.get('/services/work-permit/check/pay'), { action: '/services/work-permit/check/pay', fields: { 'case.offer-salary': '37500', do: 'continue' } });
    await visitor.send(await visitor.get('/services/work-permit/check/occupation'), { action: '/services/work-permit/check/occupation', fields: { 'case.offer-occupation': '5120', do: 'continue' } });
    assert.match((await visitor.get('/services/work-permit/check')).text, /38,000/);
  });

  test('a release that is not what its hash says is put aside', async () => {
    const { deps } = world.server;
    const before = deps.authority.service('work-permit')!;
    const path = await offerRelease(world.config.dataDir, { ...before, unit: 'nobody', hash: `sha256:${'0'.repeat(64)}` });
    await eventually(async () => existsSync(`${path}.refused`));
    assert.equal(deps.authority.service('work-permit')!.hash, before.hash);
  });
});
