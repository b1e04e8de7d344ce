import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getDraft } from '@ankomst/store';
import { logIn, startWorld, type World } from '../testing/world.ts';
import { christopher } from '../testing/work-permit.ts';
import type { Page, Visitor } from '../testing/visitor.ts';

const path = '/services/work-permit/check';
const plain = (text: string): string => text.replace(/<[^>]+>/g, ' ').replace(/[\s\u00A0]+/g, ' ');

describe('a try without login', () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(() => world.close());

  const day = (days: number): Record<'day' | 'month' | 'year', string> => {
    const [year, month, date] = new Date(Date.parse(world.clock.now()) + days * 86_400_000).toISOString().slice(0, 10).split('-') as [string, string, string];
    return { year, month, day: date };
  };
  const dated = (key: string, days: number): Record<string, string> => Object.fromEntries(Object.entries(day(days)).map(([part, value]) => [`${key}.${part}`, value]));

  /** Goes through the pages as they come, with what each asks; what is not given stays open. */
  async function walk(visitor: Visitor, answers: Record<string, Record<string, string | string[]>>): Promise<Page> {
    let page = await visitor.get(`${path}/citizenship`);
    for (let id; (id = /\/check\/([\w-]+)$/.exec(new URL(page.url).pathname)?.[1]);) {
      page = await visitor.send(page, { action: `${path}/${id}`, fields: { ...answers[id], do: 'continue' } });
      assert.equal(page.status, 200, `${id}: ${plain(page.text).slice(0, 600)}`);
    }
    return page;
  }
  const job = (): Record<string, Record<string, string | string[]>> => ({
    citizenship: { 'person.citizenships': ['BR'] }, occupation: { 'case.offer-occupation': '5120' }, pay: { 'case.offer-salary': '36 000 kr' },
    hours: { 'case.offer-hours': '100', 'case.offer-hours-week': '40' },
    period: { ...dated('case.offer-date', -5), ...dated('case.offer-from', 60), 'case.offer-permanent': 'true' },
    terms: { 'case.offer-collective-agreement': 'bound', ...Object.fromEntries(['health', 'life', 'injury', 'pension'].map((one) => [`case.insurance-${one}`, 'true'])) },
    vacancy: { 'case.advertised-where': 'eures', ...dated('case.advertised-from', -40), ...dated('case.advertised-to', -20) },
  });

  test('with everything in order all conditions are met, nothing is stored, and nobody is logged', async () => {
    const visitor = await world.visitor();
    const count = async (): Promise<unknown> => (await world.server.deps.store.query('select (select count(*) from case_file) as cases, (select count(*) from fact) as facts, (select count(*) from draft) as drafts, (select count(*) from access_log) as looks'))[0];
    const before = await count();
    const page = await walk(visitor, job());
    assert.equal(new URL(page.url).pathname, path);
    assert.match(plain(page.text), /all conditions that can be tried here are met/);
    assert.doesNotMatch(page.text, /EU Blue Card/);
    assert.deepEqual(await count(), before);
  });

  test('a krona under the floor: not met, with the law, and the very sum that would do', async () => {
    const page = await walk(await world.visitor(), { ...job(), pay: { 'case.offer-salary': '30 000' } });
    const text = plain(page.text);
    assert.match(text, /One condition is not met/);
    const [, floor] = /at least SEK ([\d,]+)|at least ([\d ]+) kr/.exec(text) ?? [];
    assert.ok(floor, text);
    const visitor = await world.visitor();
    const least = Number(floor.replace(/\D/g, ''));
    assert.match(plain((await walk(visitor, { ...job(), pay: { 'case.offer-salary': String(least) } })).text), /all conditions that can be tried here are met/);
    assert.match(plain((await walk(visitor, { ...job(), pay: { 'case.offer-salary': String(least - 1) } })).text), /One condition is not met/);
  });

  test('what is left open is not known yet, and leads to its question; what is wrong is said at its field', async () => {
    const visitor = await world.visitor();
    const page = await walk(visitor, { ...job(), hours: {} });
    assert.match(plain(page.text), /One condition cannot be answered yet/);
    assert.match(page.text, /href="\/services\/work-permit\/check\/hours\?change=1"/);
    const wrong = await visitor.send(await visitor.get(`${path}/pay`), { action: `${path}/pay`, fields: { 'case.offer-salary': '-5', do: 'continue' } });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /value="-5"/);
  });

  test('a cookie that was altered is none, and a service that cannot be tried has no such page', async () => {
    const visitor = await world.visitor();
    await walk(visitor, job());
    for (const jar of visitor.cookies.values()) for (const [name, value] of jar) if (name.includes('try')) jar.set(name, `${value.slice(0, -8)}AAAAAAAA`);
    assert.doesNotMatch(plain((await visitor.get(path)).text), /conditions/);
    assert.equal((await visitor.get('/services/child-born-in-sweden/check')).status, 404);
  });

  test('another permit that the same answers open is told', async () => {
    const page = await walk(await world.visitor(), { ...job(), occupation: { 'case.offer-occupation': '2512' }, pay: { 'case.offer-salary': '70000' }, qualification: { 'person.qualification': 'degree-three-years' } });
    assert.match(page.text, /EU Blue Card/);
  });

  test('after login the answers of one’s own pages are in the draft, to be looked at and changed', async () => {
    const visitor = await world.visitor();
    await walk(visitor, { ...job(), qualification: { 'person.qualification': 'none' } });
    await logIn(visitor, christopher);
    const begin = await visitor.get('/services/work-permit/apply');
    const way = /value="(applicant\/[\w-]+)"/.exec(begin.text)![1]!;
    const tasks = await visitor.send(begin, { action: '/services/work-permit/apply', fields: { way } });
    const caseId = /\/case\/([\w-]+)\//.exec(tasks.url)![1]!;
    const draft = await getDraft(world.server.deps.store, caseId, way.split('/')[1]!);
    assert.deepEqual(Object.keys(draft!.answers).toSorted(), ['citizenship', 'qualification']);
    assert.doesNotMatch(plain((await visitor.get(path)).text), /conditions/, 'the try is over');
  });
});
