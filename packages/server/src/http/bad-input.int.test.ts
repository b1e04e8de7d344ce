import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { request as httpRequest } from 'node:http';
import { deflateSync } from 'node:zlib';
import { getDraft, loadCase, personByIdentifier } from '@ankomst/store';
import { createApp } from '../app.ts';
import { adam, answerApproval, fillIn, lodged, offeredCase, picture, sarah } from '../testing/newborn.ts';
import { formsOf } from '../testing/visitor.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { logIn, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';

/** A PNG that says it is 30,000 pixels wide and high, in a few hundred bytes. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))]);
}
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const clear = (page: Pick<Page, 'text'>): void => {
  assert.doesNotMatch(page.text, /at .*\.ts:\d|node_modules|Error:.*\n\s+at |select .* from|\/work\//i, 'an inner detail is shown');
};

describe('bad input', () => {
  let world: World, mother: Visitor, father: Visitor, id: string, origin: string;
  before(async () => {
    world = await startWorld();
    origin = world.config.publicUrl.origin;
    [mother, father] = await Promise.all([world.visitor(sarah), world.visitor(adam)]);
    await world.birth('mona');
    id = await offeredCase(mother);
  });
  after(() => world.close());
  const csrf = async (): Promise<string> => formsOf((await mother.get(`/case/${id}/form/passport`)).text).find((form) => form.hidden['page'])!.hidden['csrf']!;
  const json = (path: string, method: string, body: unknown): Promise<Page> => mother.request(path, {
    method, headers: { 'content-type': 'application/json', accept: 'application/json', origin }, body: typeof body === 'string' ? body : JSON.stringify(body),
  });

  test('ten megabytes of JSON', async () => {
    const answer = await json(`/case/${id}/draft`, 'PATCH', { csrf: await csrf(), page: 'passport', fields: { x: 'x'.repeat(10_000_000) } });
    assert.equal(answer.status, 413);
    assert.equal((JSON.parse(answer.text) as { code: string }).code, 'too-large');
  });

  test('wrong types, unknown fields and what is no JSON are refused, and nothing of them kept', async () => {
    const token = await csrf();
    for (const body of [
      { csrf: token, page: 7, fields: {} }, { csrf: token, page: 'passport', fields: { a: 1 } }, { csrf: token, page: 'passport', fields: [] },
      { csrf: token, page: 'passport', fields: {}, admin: true }, { page: 'passport' }, [], 'null', '{"csrf":', '"text"',
    ]) {
      const answer = await json(`/case/${id}/draft`, 'PATCH', body);
      assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 80));
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      clear(answer);
    }
    const kept = await json(`/case/${id}/draft`, 'PATCH', { csrf: token, page: 'passport', fields: { 'person.passport-exists': 'false', 'person.permit-kind': 'permanent' } });
    assert.equal(kept.status, 200);
    const draft = await getDraft(world.server.deps.store, id, (await personByIdentifier(world.server.deps.store, 'personal-number', sarah))!);
    assert.deepEqual(draft?.answers['passport'], { 'person.passport-exists': 'false' }, 'a field the page does not have was kept');
  });

  test('hostile texts in a form stand as they were typed, and nothing breaks', async () => {
    const hostile = '\u202Eمنى</textarea><script>alert(1)</script>{applicant}\'"`${1} 𝔘 \u0000';
    const form = await mother.get(`/case/${id}/messages`);
    const refused = await mother.send(form, { action: `/case/${id}/messages`, fields: { text: hostile, do: 'continue' } });
    assert.equal(refused.status, 400, 'a zero character cannot be stored, and is said to be so');
    clear(refused);
    const taken = await mother.send(form, { action: `/case/${id}/messages`, fields: { text: hostile.replaceAll('\u0000', ''), do: 'continue' } });
    assert.equal(taken.status, 200);
    assert.doesNotMatch(taken.text, /<script>alert/);
    assert.match(taken.text, /\{applicant\}/);
  });

  test('files: 30,000 pixels, content that is not its type, a program, too large, empty: each told, the rest of the page kept', async () => {
    await fillIn(mother, id);
    const send = async (bytes: Uint8Array, name: string, type: string): Promise<Page> =>
      mother.send(await mother.get(`/case/${id}/form/passport-image`), { action: `/case/${id}/files`, fields: { field: 'person.passport-image' }, files: { 'file:person.passport-image': { name, type, bytes } } });
    const many: [Uint8Array, string, string, number][] = [
      [hugePng(), 'huge.png', 'image/png', 413], [await picture(), 'photo.pdf', 'application/pdf', 415], [Buffer.from('#!/bin/sh\nrm -rf /'), 'pass.jpg', 'image/jpeg', 415],
      [Buffer.from('<svg onload="alert(1)"/>'), 'pass.svg', 'image/svg+xml', 415], [Buffer.alloc(16_000_000, 1), 'pass.jpg', 'image/jpeg', 413],
      [(await picture()).subarray(0, 60), 'half.jpg', 'image/jpeg', 415],
    ];
    for (const [bytes, name, type, status] of many) {
      const answer = await send(bytes, name, type);
      assert.equal(answer.status, status, `${name} ${answer.text.slice(0, 200)}`);
      assert.match(answer.text, /<h1/);
      clear(answer);
    }
    const check = await mother.get(`/case/${id}/check`);
    assert.match(check.text, /N0123456/);
    assert.equal(check.text.match(/pass\.jpg/g)?.length, 1, 'the good file is still the one file');
  });

  test('a file goes into the draft at once, and out of it again', async () => {
    const page = await mother.get(`/case/${id}/form/passport-image`);
    const removal = /formaction="([^"]+\/remove)"/.exec(page.text)?.[1];
    assert.ok(removal);
    const without = await mother.send(page, { action: removal });
    assert.doesNotMatch(without.text, /pass\.jpg/);
    const withTwo = await mother.send(without, { action: `/case/${id}/files`, fields: { field: 'person.passport-image' }, files: { 'file:person.passport-image': { name: '../../etc/pass\u202Egpj.jpg', type: 'image/jpeg', bytes: await picture() } } });
    assert.match(withTwo.text, /passgpj\.jpg/, 'the file’s name is only a name');
    await mother.send(await mother.get(`/case/${id}/form/passport-image`), { action: /formaction="([^"]+\/remove)"/.exec(withTwo.text)![1]! });
  });

  test('an expired login: what was sent is kept, and after logging in the person stands at the same page with it', async () => {
    const page = await mother.get(`/case/${id}/form/passport-details`);
    const image = await mother.get(`/case/${id}/form/passport-image`);
    world.clock.advance(31 * 60_000);
    const asked = await mother.send(page, { action: `/case/${id}/form/passport-details`, fields: { 'person.passport-number': 'X9876543', do: 'continue' } });
    assert.match(asked.url, /\/login\?.*reason=kept/);
    const back = new URL(asked.url).searchParams.get('back')!;
    assert.equal(back, `/case/${id}/form/passport-details#f-person-passport-number`, 'the same field');
    assert.match(page.text, /id="f-person-passport-number"/);
    const file = await mother.send(image, { action: `/case/${id}/form/passport-image`, fields: { do: 'continue' }, files: { 'file:person.passport-image': { name: 'late.jpg', type: 'image/jpeg', bytes: await picture() } } });
    assert.match(file.url, /\/login\?.*reason=kept/);
    const again = await logIn(mother, sarah, back);
    assert.match(again.url, /\/form\/passport-details#f-person-passport-number$/);
    assert.match(again.text, /value="X9876543"/);
    assert.match((await mother.get(`/case/${id}/form/passport-image`)).text, /late\.jpg/);
  });

  test('an expired login when sending: nothing is sent, and the check page waits', async () => {
    const check = await fillIn(mother, id);
    world.clock.advance(9 * 3_600_000);
    const asked = await mother.send(check, { action: `/case/${id}/check` });
    assert.match(asked.url, /\/login/);
    assert.equal((await loadCase(world.server.deps.store, id))!.file.phase, 'offered');
    const again = await logIn(mother, sarah, new URL(asked.url).searchParams.get('back')!);
    assert.match(again.url, /\/check$/);
  });

  test('an expired login on a page that belongs to no case: kept too', async () => {
    const contact = await mother.get('/me/contact');
    const me = await mother.get('/me');
    world.clock.advance(31 * 60_000);
    const asked = await mother.send(contact, { action: '/me/contact', fields: { email: 'sarah@example.org', phone: '', letters: 'uk' } });
    assert.match(asked.url, /reason=kept/);
    await mother.send(me, { action: '/me/report', fields: { what: 'other', text: 'It was not me' } });
    const again = await logIn(mother, sarah, new URL(asked.url).searchParams.get('back')!);
    assert.match(again.text, /value="sarah@example\.org"/);
    assert.match((await mother.get('/me')).text, /It was not me<\/textarea>/);
  });

  test('a page older than a day without a login is not kept: log in', async () => {
    const page = await mother.get(`/case/${id}/form/passport-details`);
    world.clock.advance(25 * 3_600_000);
    const asked = await mother.send(page, { action: `/case/${id}/form/passport-details`, fields: { 'person.passport-number': 'OLD' } });
    assert.match(asked.url, /\/login\?.*reason=expired/);
    await logIn(mother, sarah);
    await logIn(father, adam);
    assert.doesNotMatch((await mother.get(`/case/${id}/form/passport-details`)).text, /value="OLD"/);
  });

  test('other sites cannot make the browser act', async () => {
    const page = await mother.get(`/case/${id}/messages`);
    const { csrf: token, once } = formsOf(page.text).find((form) => form.action.endsWith('/messages'))!.hidden;
    const post = (headers: Record<string, string>, body: Record<string, string>): Promise<Page> => mother.request(`/case/${id}/messages`, { method: 'POST', headers, body: new URLSearchParams(body) });
    const body = { csrf: token!, once: once!, text: 'forged' };
    assert.equal((await post({ origin: 'https://evil.example' }, body)).status, 403);
    assert.equal((await post({ 'sec-fetch-site': 'cross-site' }, body)).status, 403);
    assert.equal((await post({ 'sec-fetch-site': 'same-site' }, body)).status, 403);
    assert.equal((await post({ origin }, { ...body, csrf: '' })).status, 403);
    assert.equal((await post({ origin }, { ...body, csrf: token!.replace(/.$/, 'x') })).status, 403);
    assert.doesNotMatch((await mother.get(`/case/${id}/messages`)).text, /forged/);
  });

  test('only the own host name is answered, and nothing is made from another', async () => {
    const ask = (host: string, method: string): Promise<{ status: number; location?: string }> => new Promise((done, fail) => {
      httpRequest({ host: '127.0.0.1', port: world.config.port, path: '/my', method, headers: { host } }, (answer) => {
        answer.resume();
        done({ status: answer.statusCode!, location: answer.headers.location });
      }).on('error', fail).end();
    });
    assert.deepEqual(await ask('evil.example', 'GET'), { status: 302, location: `${origin}/my` });
    assert.equal((await ask('evil.example', 'POST')).status, 421);
  });

  test('every answer carries the strict headers', async () => {
    for (const path of ['/', '/my', '/nothing', '/assets/x.js', `/case/${id}`, '/openapi.json']) {
      const { headers } = await mother.get(path);
      assert.match(headers.get('content-security-policy')!, /default-src 'self'.*frame-ancestors 'none'/, path);
      assert.doesNotMatch(headers.get('content-security-policy')!, /unsafe|\*/, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'same-origin', path);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
    }
    assert.equal((await mother.get('/my')).headers.get('cache-control'), 'no-store');
  });

  test('no address, however odd, shows anything of the inside', async () => {
    for (const path of ['/case/x', '/case/%00', `/case/${id}/form/%2e%2e`, '/case/' + 'x'.repeat(5_000), `/case/${id}/letters/..%2f..`, '/services/none', '/%ff', '/login/callback?state=x&code=y', '/login/callback', '/staff/cases/x']) {
      const answer = await mother.get(path);
      assert.ok(answer.status >= 300 && answer.status < 500 || answer.status === 200, `${path} ${answer.status}`);
      clear(answer);
    }
  });

  test('a passport that expired: the permit is not granted by the machine; an officer has the case', async () => {
    const fresh = await world.visitor('199004179801');
    const other = await world.visitor('198712059818');
    const yasmin = await lodged(world, fresh, 'yasmin', { country: 'IQ', validTo: ['1', '2', '2020'] });
    await answerApproval(other, yasmin, true);
    const { file, decisions } = (await loadCase(world.server.deps.store, yasmin))!;
    assert.equal(decisions.length, 0);
    assert.equal(file.waiting?.reason, 'decision');
    assert.deepEqual(file.stopped?.conditions, ['passport']);
    assert.match((await fresh.get(`/case/${yasmin}`)).text, /An officer/);
  });

  test('parents whose permit has ended: an officer has the case, with that reason', async () => {
    const [fresh, other] = [await world.visitor('199508259802'), await world.visitor('198901019813')];
    const sami = await lodged(world, fresh, 'sami', { country: 'LB' });
    await answerApproval(other, sami, true);
    const { file, decisions } = (await loadCase(world.server.deps.store, sami))!;
    assert.equal(decisions.length, 0);
    assert.ok(file.stopped?.conditions.includes('sponsor'), JSON.stringify(file.stopped));
  });

  test('each schema of a route compiles, and describes the same as where none has been asked for yet', async () => {
    const app = await createApp(world.server.deps, {});
    assert.ok(app.routeTable.filter((route) => route.body).length > 20);
    assert.deepEqual(app.swagger(), world.server.app.swagger());
    await app.close();
  });
});
