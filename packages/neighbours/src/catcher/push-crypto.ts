import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** What a phone keeps to itself of its subscription: RFC 8291 keys, base64url. */
export type PushKeys = { privateKey: string; p256dh: string; auth: string };

export function newPushKeys(): PushKeys {
  const ecdh = createECDH('prime256v1');
  return { p256dh: ecdh.generateKeys('base64url'), privateKey: ecdh.getPrivateKey('base64url'), auth: randomBytes(16).toString('base64url') };
}

const keyLength = 65;
const tagLength = 16;

/**
 * Decrypts a Web Push body (RFC 8291) in the coding aes128gcm (RFC 8188): salt (16), record size (4), key id length (1),
 * the sender's public key, then records.
 * @throws Error when the body was not encrypted for these keys, or is cut or altered
 */
export function decryptPush(body: Buffer, keys: PushKeys): Buffer {
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  if (senderKey.length !== keyLength || recordSize <= tagLength + 1) throw new Error('The header of the encrypted body is not that of a push message.');

  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(keys.privateKey, 'base64url');
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), Buffer.from(keys.p256dh, 'base64url'), senderKey]);
  const secret = derive(ecdh.computeSecret(senderKey), Buffer.from(keys.auth, 'base64url'), keyInfo, 32);
  const contentKey = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);

  const records: Buffer[] = [];
  const encrypted = body.subarray(21 + keyLength);
  if (encrypted.length === 0) throw new Error('The message is cut: it has no record.');
  for (let start = 0; start < encrypted.length; start += recordSize) {
    const isLast = start + recordSize >= encrypted.length;
    records.push(openRecord(encrypted.subarray(start, start + recordSize), contentKey, nonceOf(nonce, records.length), isLast));
  }
  return Buffer.concat(records);
}

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number) => Buffer.from(hkdfSync('sha256', key, salt, info, length));

// Each record has the nonce of its number (RFC 8188, 2.3); a push message has far fewer than 2^32 records.
function nonceOf(base: Buffer, sequence: number): Buffer {
  const nonce = Buffer.from(base);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
  return nonce;
}

function openRecord(record: Buffer, key: Buffer, nonce: Buffer, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(record.subarray(-tagLength));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -tagLength)), decipher.final()]);
  // The padding ends with a delimiter: 2 for the last record, 1 for others; a cut message shows by the wrong one.
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== (isLast ? 2 : 1)) throw new Error('The message is cut: its last record is missing.');
  return padded.subarray(0, end);
}
