import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { Page, Visitor } from './visitor.ts';
import type { World } from './world.ts';

export const sarah = '199305149800';
export const adam = '199001079814';
export const semhar = '199809119804';

/** A small picture, as a phone would take it: JPEG with the given width and height. */
export function picture(width = 800, height = 600): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#88aacc' } }).jpeg().toBuffer();
}

/** The newborn's case as an invited guardian finds it on the first page. */
export async function offeredCase(guardian: Visitor): Promise<string> {
  const { text } = await guardian.get('/my');
  const id = /\/case\/([\w-]+)\/offer/.exec(text)?.[1];
  assert.ok(id, 'no offer on the page');
  return id;
}

export interface PassportAnswers { number?: string; country?: string; validTo?: [string, string, string]; image?: Buffer }

/** Confirms the facts, answers about the passport with a picture, up to the check page. */
export async function fillIn(guardian: Visitor, id: string, { number = 'N0123456', country = 'SY', validTo = ['1', '2', '2031'], image }: PassportAnswers = {}): Promise<Page> {
  let page = await guardian.get(`/case/${id}/form/confirm`);
  const [key] = /party\.confirmed@guardian\.\d/.exec(page.text) ?? [];
  assert.ok(key, 'no confirmation is asked for');
  page = await guardian.send(page, { action: `/case/${id}/form/confirm`, fields: { [key]: 'true', do: 'continue' } });
  page = await guardian.send(page, { action: `/case/${id}/form/passport`, fields: { 'person.passport-exists': 'true', do: 'continue' } });
  page = await guardian.send(page, { action: `/case/${id}/form/passport-details`, fields: {
    'person.passport-number': number, 'person.passport-country': country,
    'person.passport-valid-to.day': validTo[0], 'person.passport-valid-to.month': validTo[1], 'person.passport-valid-to.year': validTo[2], do: 'continue',
  } });
  return guardian.send(page, { action: `/case/${id}/form/passport-image`, fields: { do: 'continue' },
    files: { 'file:person.passport-image': { name: 'pass.jpg', type: 'image/jpeg', bytes: image ?? await picture() } } });
}

/** From the birth to the sent application. */
export async function lodged(world: World, guardian: Visitor, birth = 'mona', answers?: PassportAnswers): Promise<string> {
  await world.birth(birth);
  const id = await offeredCase(guardian);
  const check = await fillIn(guardian, id, answers);
  const sent = await guardian.send(check, { action: `/case/${id}/check` });
  assert.match(sent.url, /\/sent$/, sent.text);
  return id;
}

/** The other guardian's answer. */
export async function answerApproval(guardian: Visitor, id: string, agrees: boolean, reason = ''): Promise<Page> {
  const page = await guardian.get(`/case/${id}/approval`);
  const [key] = /party\.approval@guardian\.\d/.exec(page.text) ?? [];
  assert.ok(key, `no approval asked for on ${page.url}`);
  return guardian.send(page, { action: `/case/${id}/approval`, fields: { [key]: String(agrees), [key.replace('approval', 'approval-reason')]: reason, do: 'continue' } });
}
