import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { sha256 } from '@ankomst/core';
import { documentById, getDraft, personByIdentifier } from '@ankomst/store';
import { fillIn, offeredCase, picture, sarah } from '../testing/newborn.ts';
import { formsOf, type Page, type Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';
import { weedFiles } from './weed-files.ts';

const key = 'person.passport-image';
const pdf = (object: string): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n2 0 obj\n${object}\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF`, 'latin1');
const zip = Buffer.concat([Buffer.from('504b03041400000008000000210000000000000000000000000001000000', 'hex'), Buffer.from('a'), deflateSync(Buffer.alloc(1000)), Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')]);
/** The beginning of a HEIC file: its kind, and one picture of 4,032 by 3,024. */
function heic(): Buffer {
  const ispe = Buffer.alloc(20);
  ispe.writeUInt32BE(20, 0);
  ispe.write('ispe', 4);
  ispe.writeUInt32BE(4032, 12);
  ispe.writeUInt32BE(3024, 16);
  return Buffer.concat([Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'), ispe, Buffer.from('<x exif:GPSLatitude="59,20.0N"/>')]);
}

describe('files at the door', () => {
  let world: World, mother: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    mother = await world.visitor(sarah);
    await world.birth('mona');
    id = await offeredCase(mother);
    await fillIn(mother, id);
  });
  after(() => world.close());

  const form = (): Promise<Page> => mother.get(`/case/${id}/form/passport-image`);
  const send = async (bytes: Buffer, name: string, type: string, action = `/case/${id}/files`): Promise<Page> =>
    mother.send(await form(), { action, fields: { field: key }, files: { [`file:${key}`]: { name, type, bytes } } });
  const files = async (): Promise<{ id: string; name: string }[]> => {
    const draft = await getDraft(world.server.deps.store, id, (await personByIdentifier(world.server.deps.store, 'personal-number', sarah))!);
    return Object.entries(draft!.answers).filter(([name, value]) => name.startsWith('file:') && value !== null).map(([, value]) => value as { id: string; name: string });
  };

  test('what is refused is told at its field, by name and reason, and nothing of it is kept', async () => {
    const before = (await files()).length;
    for (const [bytes, name, type, reason] of [
      [pdf('<</S/JavaScript/JS(app.alert(1))>>'), 'avtal.pdf', 'application/pdf', 'holds a program'], [pdf('<</Encrypt 1 0 R>>'), 'låst.pdf', 'application/pdf', 'locked with a password'],
      [pdf('<</Type/EmbeddedFile>>'), 'brev.pdf', 'application/pdf', 'other files hidden'], [zip, 'pass.zip', 'application/zip', 'is an archive'], [zip, 'pass.jpg', 'image/jpeg', 'is an archive'],
      [pdf(`<</Filter/FlateDecode>>\nstream\n${deflateSync(Buffer.alloc(280_000_000)).toString('latin1')}\nendstream`), 'bok.pdf', 'application/pdf', 'swells'], [Buffer.from('Hej'), 'brev.txt', 'text/plain', 'cannot read the file'],
    ] as const) {
      for (const action of [`/case/${id}/files`, `/case/${id}/form/passport-image`]) {
        const page = await send(bytes, name, type, action);
        assert.equal(page.status, action.endsWith('/files') ? 415 : 422, `${name} ${action}`);
        assert.match(page.text, new RegExp(`<a href="#f-person-passport-image">(?=[^<]*${name.replace('.', '\\.')})[^<]*${reason}`), name);
        assert.match(page.text, /id="f-person-passport-image-error"/);
      }
      assert.equal(await world.server.deps.documents.has(sha256(bytes)), false, `${name} was kept`);
    }
    assert.equal((await files()).length, before);
  });

  test('the page’s script is told the reason in words, in the person’s language', async () => {
    const { hidden } = formsOf((await form()).text).find((one) => one.hidden['page'])!;
    const body = new FormData();
    for (const name of ['csrf', 'once', 'page']) body.append(name, hidden[name]!);
    body.append(`file:${key}`, new File([pdf('<</S/Launch>>') as Uint8Array<ArrayBuffer>], 'a.pdf', { type: 'application/pdf' }));
    const answer = await mother.request(`/case/${id}/files`, { method: 'POST', body, headers: { accept: 'application/json', 'accept-language': 'sv', origin: world.config.publicUrl.origin } });
    assert.equal(answer.status, 415);
    const told = JSON.parse(answer.text) as { code: string; text: string };
    assert.deepEqual([told.code, /program/.test(told.text)], ['file-script', true]);
  });

  test('several files answer one question; one taken away again is weeded after a week, what lies in the draft stays', async () => {
    const first = await picture(700, 500);
    const second = await picture(710, 500);
    await send(first, 'sida-1.jpg', 'image/jpeg');
    const page = await send(second, 'sida-2.jpg', 'image/jpeg');
    for (const name of ['sida-1.jpg', 'sida-2.jpg']) assert.match(page.text, new RegExp(name));
    const removed = (await files()).find((file) => file.name === 'sida-1.jpg')!;
    const kept = (await files()).find((file) => file.name === 'sida-2.jpg')!;
    await mother.send(page, { action: `/case/${id}/files/${removed.id}/remove` });
    const { deps } = world.server;
    assert.equal(await weedFiles(deps), 0, 'nothing is old yet');
    world.clock.advance(8 * 86_400_000);
    assert.equal(await weedFiles(deps), 1);
    assert.deepEqual([await deps.documents.has(sha256(first)), await deps.documents.has(sha256(second))], [false, true]);
    assert.equal(await documentById(deps.store, removed.id), null);
    assert.ok(await documentById(deps.store, kept.id));
    world.clock.advance(400 * 86_400_000);
    assert.equal(await weedFiles(deps), 0, 'a draft of an open case keeps its files');
    world.clock.advance(-408 * 86_400_000);
  });

  test('a photo is shown without the place it was made, and kept with it; a HEIC is kept, and saved without the place', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#369' } }).jpeg()
      .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 20/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '18/1 3/1 0/1' } }).toBuffer();
    await send(photo, 'plats.jpg', 'image/jpeg');
    const mine = (await files()).find((file) => file.name === 'plats.jpg')!;
    const shown = await fetch(new URL(`/case/${id}/files/${mine.id}`, world.config.publicUrl), { headers: { cookie: cookieOf(mother) } });
    assert.equal(shown.status, 200);
    assert.equal((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).exif, undefined);
    assert.deepEqual(await buffer(await world.server.deps.documents.get(sha256(photo))), photo);

    const page = await send(heic(), 'IMG_1.HEIC', 'image/heic');
    assert.match(page.text, /cannot be shown here/);
    const live = (await files()).find((file) => file.name === 'IMG_1.HEIC')!;
    const saved = await fetch(new URL(`/case/${id}/files/${live.id}`, world.config.publicUrl), { headers: { cookie: cookieOf(mother) } });
    assert.match(saved.headers.get('content-disposition')!, /^attachment/);
    const bytes = Buffer.from(await saved.arrayBuffer());
    assert.equal(bytes.length, heic().length);
    assert.ok(!bytes.includes('59,20'));
  });
  const cookieOf = (visitor: Visitor): string => [...visitor.cookies.get(world.config.publicUrl.host)!].map(([name, value]) => `${name}=${value}`).join('; ');

  test('occupations are searched without login, in the language of the request; a table that is no list of codes is not', async () => {
    const stranger = await world.visitor();
    const find = async (list: string, q: string, language = 'en'): Promise<Page> => stranger.get(`/lists/${list}?q=${encodeURIComponent(q)}`, { accept: 'application/json', 'accept-language': language });
    for (const word of ['kock', 'cook', 'cozinheiro', 'طباخ', 'кухар']) {
      const { entries } = JSON.parse((await find('occupations', word)).text) as { entries: { code: string; name: string }[] };
      assert.ok(entries.some((entry) => entry.code === '5120'), `${word}: ${JSON.stringify(entries)}`);
    }
    assert.match((await find('occupations', '5120', 'pt')).text, /ozinheiro/);
    assert.deepEqual(JSON.parse((await find('occupations', 'xyzzy')).text), { entries: [] });
    assert.deepEqual([(await find('fees', 'family')).status, (await find('no', 'x')).status, (await stranger.get('/lists/occupations', { accept: 'application/json' })).status], [404, 404, 400]);
  });
});
