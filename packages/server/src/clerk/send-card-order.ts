import { createHash } from 'node:crypto';
import { factSet, subject, type FactSet, type Json } from '@ankomst/core';
import { cardOrder, loadCase } from '@ankomst/store';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { Deps } from '../deps.ts';
import { sendSigned } from '../notices/send-signed.ts';
import { Problem } from '../problem.ts';

/** The producer's picture: upright, small, without what a camera writes beside it (place, time, device). */
const photoWidth = 360;

/**
 * Orders a card from the producer: name, birth date, citizenship, end and photo, signed.
 * The order's id is the producer's key, so that a repeat makes no second card.
 * @throws PartnerRefused where it was not taken; the outbox tries again
 */
export async function sendCardOrder(deps: Deps, orderId: string): Promise<void> {
  const order = await cardOrder(deps.store, orderId);
  const loaded = order && await loadCase(deps.store, order.caseId);
  if (!order || !loaded) throw new Problem('not-found');
  const facts = factSet(loaded.facts);
  const photo = await sharp(await buffer(await deps.documents.get(order.photoSha256))).rotate()
    .resize({ width: photoWidth, height: Math.round(photoWidth * 9 / 7), fit: 'cover', position: 'attention' }).jpeg({ quality: 85 }).toBuffer();
  const fact = (name: string): Json | undefined => facts.get(subject.person(order.personId), name)?.value;
  const citizenships = fact('person.citizenships');
  await sendSigned(
    { sign: deps.keys.sign, issuer: deps.config.publicUrl.origin, now: deps.clock.now },
    { partner: 'card-producer', url: `${deps.config.cards.url}/orders` },
    {
      jti: `card:${order.id}`, type: 'CardOrdered', orderId: order.id,
      data: {
        nameLines: nameLines(facts, order.personId), birthDate: String(fact('person.birth-date') ?? ''),
        citizenship: Array.isArray(citizenships) ? String(citizenships[0] ?? 'XXX') : 'XXX', validTo: order.validTo,
        photoSha256: createHash('sha256').update(photo).digest('hex'), photo: photo.toString('base64'),
      },
    },
  );
}

/** A name on a card: family name first where there is one, else the only name (ICAO 9303-3, 3.4). */
export function nameLines(facts: FactSet, personId: string): string[] {
  const name = facts.get(subject.person(personId), 'person.name')?.value as { given?: string; family?: string; single?: string } | undefined;
  return [name?.single, name?.family, name?.given].filter((line): line is string => Boolean(line));
}
