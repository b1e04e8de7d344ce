import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase } from '@ankomst/store';
import { requestInformation } from '../cases-staff/request-information.ts';
import { answerApproval, adam, lodged, sarah } from '../testing/newborn.ts';
import { formsOf } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';
import { eventually, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';

describe('between a person and the authority', () => {
  let world: World, mother: Visitor, father: Visitor, id: string, origin: string;
  before(async () => {
    world = await startWorld();
    origin = world.config.publicUrl.origin;
    [mother, father] = await Promise.all([world.visitor(sarah), world.visitor(adam)]);
    id = await lodged(world, mother);
  });
  after(() => world.close());
  const load = async () => (await loadCase(world.server.deps.store, id))!;

  test('an officer asks one guardian; only that one sees it, answers once, and the case goes on', async () => {
    const { file } = await load();
    const guardian = file.parties.find((party) => party.role === 'guardian' && party.personId === file.lodgedBy)!.personId;
    const child = file.parties.find((party) => party.role === 'applicant')!.personId;
    await requestInformation(world.server.deps, {
      staff: { kind: 'staff', staffId: 'SL1042', unit: 'child-family', roles: ['officer'] }, caseId: id, once: 'ask-1',
      to: guardian, facts: [{ fact: 'person.name-native', of: child }], text: 'How is the name written in your own script?', language: 'en',
    });
    assert.doesNotMatch((await father.get(`/case/${id}/messages`)).text, /own script/);
    assert.match((await mother.get(`/case/${id}`)).text, /1 new message|new message/i);
    await mother.get(`/case/${id}/messages`);
    assert.doesNotMatch((await mother.get(`/case/${id}`)).text, /1 new message/i);
    const mine = await mother.get('/my');
    const href = /href="(\/case\/[\w-]+\/requests\/[\w-]+)"/.exec(mine.text)?.[1];
    assert.ok(href, 'the request is not among what is to be done');
    const form = await mother.get(href);
    assert.match(form.text, /own script\?/);
    assert.equal((await father.get(href)).status, 404);
    const empty = await mother.send(form, { action: href, fields: { do: 'continue' } });
    assert.equal(empty.status, 422);
    const [name] = /name="(person\.name-native[^"]*)"/.exec(form.text)!.slice(1);
    const answered = await mother.send(form, { action: href, fields: { [name!]: 'منى دو', do: 'continue' } });
    assert.equal(answered.status, 200, answered.text.slice(0, 500));
    const again = await mother.send(form, { action: href, fields: { [name!]: 'منى دو', do: 'continue' } });
    assert.equal(again.status, 200);
    const after = await load();
    assert.equal(after.file.openRequests.length, 0);
    assert.equal(after.events.filter((event) => event.type === 'InformationReceived').length, 1);
    assert.deepEqual(after.facts.find((fact) => fact.name === 'person.name-native' && fact.subject === `person/${child}`)?.value, 'منى دو');
  });

  test('an open page hears of a change, and nothing of what it was', async () => {
    const stop = new AbortController();
    const cookie = [...mother.cookies.get(new URL(origin).host)!].map(([name, value]) => `${name}=${value}`).join('; ');
    const stream = await fetch(`${origin}/case/${id}/live`, { headers: { cookie, accept: 'text/event-stream' }, signal: stop.signal });
    assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    const heard = (async () => {
      let text = '';
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes('event: changed')) return text;
      }
      return text;
    })();
    await father.send(await father.get(`/case/${id}/messages`), { action: `/case/${id}/messages`, fields: { text: 'a secret', do: 'continue' } });
    const text = await heard;
    stop.abort();
    assert.match(text, /event: changed\ndata: \{\}/);
    assert.doesNotMatch(text, /secret/);
  });

  test('a phone that asked for it is told at the grant, with no word of the case', async () => {
    const device = await (await fetch(`${world.neighbours.urls.catcher}/devices`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ label: 'Sarah' }) })).json() as { id: string; endpoint: string; keys: Record<string, string> };
    const { csrf } = formsOf((await mother.get('/me/contact')).text)[0]!.hidden;
    const put = (endpoint: string): Promise<Response> => fetch(`${origin}/me/push`, {
      method: 'POST', headers: { 'content-type': 'application/json', origin, cookie: [...mother.cookies.get(new URL(origin).host)!].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: JSON.stringify({ csrf, subscription: { endpoint, keys: device.keys } }),
    });
    assert.equal((await put('http://127.0.0.1:9/internal')).status, 400, 'an address that is no push service was taken');
    assert.equal((await put(device.endpoint)).status, 204);
    assert.equal((await put(device.endpoint)).status, 204);

    await answerApproval(father, id, true);
    const messages = async (): Promise<{ channel: string; text: string }[]> =>
      (await (await fetch(`${world.neighbours.urls.catcher}/messages`)).json() as { channel: string; text: string }[]).filter((one) => one.channel === 'push');
    await eventually(async () => (await messages()).length > 0);
    for (const message of await messages()) assert.doesNotMatch(JSON.stringify(message.text), /Mona|Doe|permit|grant|child|uppehåll/i);
  });

  test('the letter is there in the reader’s language, and reading it is written down once', async () => {
    await eventually(async () => (await load()).letters.length > 0);
    const page = await father.get(`/case/${id}/decision`);
    const letter = /href="(\/case\/[\w-]+\/letters\/[\w-]+)"/.exec(page.text)![1]!;
    assert.match((await father.get(letter)).text, /Mona Doe/);
    await father.get(letter);
    const pdf = await father.request(`${letter}.pdf`, {});
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.match(pdf.text.slice(0, 5), /%PDF-/);
    assert.match(pdf.headers.get('content-disposition')!, /^inline; filename="26-/);
    assert.doesNotMatch(pdf.headers.get('content-security-policy')!, /sandbox/, 'a browser’s viewer would refuse it');
    const { events } = await load();
    assert.equal(events.filter((event) => event.type === 'LetterRead').length, 1);
    assert.equal((await mother.get(letter)).status, 404, 'the other guardian’s letter');
  });

  test('a report that something is wrong reaches the officers as a message, and changes nothing on file', async () => {
    const me = await mother.get('/me');
    const fact = /<option value="([\w-]{30,})">[^<]*<option/.exec(me.text)?.[1];
    assert.ok(fact);
    const empty = await mother.send(me, { action: '/me/report', fields: { what: '', text: '' } });
    assert.equal(empty.status, 422);
    const before = (await load()).facts.length;
    const sent = await mother.send(me, { action: '/me/report', fields: { what: fact, text: 'My name is spelled otherwise' } });
    assert.equal(sent.status, 200);
    const { messages, facts } = await load();
    assert.ok(messages.some((one) => one.text.includes('My name is spelled otherwise')));
    assert.equal(facts.length, before);
  });

  test('the machine interface is told as OpenAPI 3.1, pages left out', async () => {
    const api = JSON.parse((await mother.get('/openapi.json')).text) as { openapi: string; paths: Record<string, Record<string, unknown>> };
    assert.equal(api.openapi, '3.1.0');
    const told = Object.entries(api.paths).map(([path, verbs]) => `${Object.keys(verbs).join()} ${path}`).sort();
    assert.ok(told.includes('get /desk/api/cases/{id}'), 'the desk speaks to it too');
    assert.deepEqual(told.filter((one) => !one.includes(' /desk/api/')), ['get /lists/{list}', 'get /open-data/automations.json', 'get /open-data/expected-times.csv', 'get /open-data/expected-times.json', 'patch /case/{id}/draft', 'post /exchange/{partner}/events', 'post /exchange/{partner}/status', 'post /me/push']);
  });
});
