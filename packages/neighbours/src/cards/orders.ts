import { createHash } from 'node:crypto';
import type { AuthorityMessage } from '../shared/authority-messages.ts';
import { ServiceError } from '../shared/errors.ts';

export type CardData = {
  /** The lines of the name as they go on the card. */
  nameLines: string[];
  birthDate: string;
  citizenship: string;
  /** YYYY-MM-DD */
  validTo: string;
  /** SHA-256 of the JPEG, hex. */
  photoSha256?: string;
  /** The JPEG, base64. */
  photo?: string;
};

export type CardOrder = {
  orderId: string;
  data: CardData;
  /** SHA-256 of the ordered data: tells a repeat from another order under the same id. */
  digest: string;
  orderedAt: string;
  /** When it will be ready: ISO 8601. */
  dueAt: string;
  state: 'in production' | 'produced' | 'failed';
  cardNumber?: string;
  reason?: string;
};

const mostPhotoBytes = 500_000;

/**
 * Reads the signed order `CardOrdered`.
 * @throws ServiceError 400 other type or shape, 422 the photo is not the one named by its hash
 */
export function readOrder(message: AuthorityMessage): { orderId: string; data: CardData; digest: string } {
  const { orderId } = message;
  const data = readData(message.data);
  if (message.type !== 'CardOrdered' || typeof orderId !== 'string' || !orderId || !data) {
    throw new ServiceError(400, 'not-an-order', 'This is not an order of a card.',
      'Send {type: "CardOrdered", orderId, data: {nameLines: [..], birthDate, citizenship, validTo, photoSha256, photo}}.');
  }
  if (data.photo !== undefined) checkPhoto(data.photo, data.photoSha256);
  return { orderId, data, digest: createHash('sha256').update(JSON.stringify(data)).digest('hex') };
}

function readData({ nameLines, birthDate, citizenship, validTo, photoSha256, photo }: Record<string, unknown>): CardData | undefined {
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isTextOrMissing = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
  if (!Array.isArray(nameLines) || nameLines.length === 0 || !nameLines.every(isText)) return undefined;
  if (!isText(birthDate) || !isText(citizenship) || !isText(validTo) || !isTextOrMissing(photoSha256) || !isTextOrMissing(photo)) return undefined;
  return { nameLines, birthDate, citizenship, validTo, ...(photoSha256 && { photoSha256 }), ...(photo && { photo }) };
}

function checkPhoto(photo: string, sha256: string | undefined): void {
  const bytes = Buffer.from(photo, 'base64');
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isJpeg || bytes.length > mostPhotoBytes) {
    throw new ServiceError(422, 'photo-not-usable', 'The photo is not a JPEG of at most 500 kB.', 'Send a smaller JPEG in base64.');
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new ServiceError(422, 'other-photo', 'The photo is not the one the order names.', 'Give the SHA-256 of the JPEG in hex as photoSha256.');
  }
}

/** Nine characters, as document numbers have (ICAO 9303-5); the same for the same order. */
export function cardNumberOf(orderId: string): string {
  const value = createHash('sha256').update(orderId).digest().readUIntBE(0, 6);
  return `X${String(value % 100_000_000).padStart(8, '0')}`;
}
