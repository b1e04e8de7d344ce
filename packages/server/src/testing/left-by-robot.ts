import assert from 'node:assert/strict';
import sharp from 'sharp';
import { mrzCheckDigit } from '@ankomst/core';
import { fillIn, offeredCase, semhar } from './newborn.ts';
import type { Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** A passport's page, drawn to the measures of ICAO Doc 9303-4: what a person would photograph. Nobody's passport. */
export function passportPage(lines: readonly [string, string]): Promise<Buffer> {
  const row = (text: string, y: number): string => `<text x="60" y="${y}" textLength="1118" font-family="monospace" font-size="42" fill="#333">${text.replaceAll('<', '&lt;')}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1250" height="880"><rect width="1250" height="880" fill="#eae4d6"/><rect x="60" y="110" width="300" height="390" fill="#c3c9cf"/>
<circle cx="210" cy="260" r="80" fill="#8d959d"/><path d="M80 500a130 130 0 0 1 260 0z" fill="#8d959d"/><g fill="#5b5f63" font-family="sans-serif" font-size="40"><text x="420" y="150">PASSPORT · SPECIMEN</text></g>
<g fill="#a09a8c"><rect x="420" y="210" width="520" height="24"/><rect x="420" y="290" width="430" height="24"/><rect x="420" y="370" width="480" height="24"/></g>${row(lines[0], 720)}${row(lines[1], 820)}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}

/** The two lines of a passport (TD3) for who is named, with check digits that hold. Dates as YYMMDD. */
export function passportLines({ family, given, number, country, born, validTo, sex = 'F' }: { family: string; given: string; number: string; country: string; born: string; validTo: string; sex?: string }): [string, string] {
  const first = `P<${country}${family}<<${given}`.padEnd(44, '<');
  const field = (text: string, length: number): string => { const padded = text.padEnd(length, '<'); return padded + String(mrzCheckDigit(padded)); };
  const [id, birth, expiry, optional] = [field(number, 9), field(born, 6), field(validTo, 6), field('', 14)];
  return [first, `${id}${country}${birth}${sex}${expiry}${optional}${mrzCheckDigit(id + birth + expiry + optional)}`];
}

/**
 * A clean case that the robot left for one doubt alone: the register has no name of the child yet, and the parent's
 * word is not a register's. Sent by the one who has custody; it waits for an officer.
 */
export async function leftByRobot(world: Pick<World, 'visitor' | 'birth'>, guardian?: Visitor): Promise<string> {
  const mother = guardian ?? await world.visitor(semhar);
  await world.birth('liya');
  const id = await offeredCase(mother);
  const lines = passportLines({ family: 'TESFAY', given: 'LIYA', number: 'N0123456', country: 'ERI', born: '261103', validTo: '310201' });
  await mother.send(await mother.get(`/case/${id}/form/name`), { action: `/case/${id}/form/name`, fields: { 'person.name.given': 'Liya', 'person.name.family': 'Tesfay', do: 'continue' } });
  const check = await fillIn(mother, id, { country: 'ER', image: await passportPage(lines) });
  const sent = await mother.send(check, { action: `/case/${id}/check` });
  assert.match(sent.url, /\/sent$/, sent.text);
  return id;
}
