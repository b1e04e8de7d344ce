import { importJWK, jwtVerify } from 'jose';
import { ServiceError } from '../shared/errors.ts';

const dayInSeconds = 24 * 3600;

/**
 * Checks the sender's voluntary identification (VAPID, RFC 8292): `vapid t=<JWT>, k=<public key>`; the JWT is for this
 * push service, lives at most a day and names a contact; the key is the one the subscription was made for, where it was.
 * @throws ServiceError 401 or 403
 */
export async function checkVapid(header: string | undefined, audience: string, subscribedKey: string | undefined, now: Date): Promise<void> {
  const refuse = (status: number, why: string): never => {
    throw new ServiceError(status, 'vapid', `The push was refused: ${why}.`, 'Sign each push as RFC 8292 says, with the key the subscription was made for.');
  };
  const [, token, key] = /^vapid\s+t=([\w-]+\.[\w-]+\.[\w-]+),\s*k=([\w-]+)=*$/i.exec(header ?? '') ?? refuse(401, 'no "Authorization: vapid t=…, k=…"');
  if (subscribedKey && subscribedKey.replace(/=+$/, '') !== key) refuse(403, 'the subscription belongs to another sender');
  const point = Buffer.from(key!, 'base64url');
  if (point.length !== 65 || point[0] !== 4) refuse(401, 'the key is not an uncompressed P-256 point');
  const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) }, 'ES256');
  const { payload } = await jwtVerify(token!, publicKey, { algorithms: ['ES256'], audience, currentDate: now })
    .catch((error: Error) => refuse(403, error.message));
  if (!payload.exp || payload.exp > now.getTime() / 1000 + dayInSeconds + 60) refuse(403, 'the token lives longer than a day');
  if (payload.sub !== undefined && !/^(mailto:|https:)/.test(payload.sub)) refuse(403, '"sub" is neither mailto: nor https:');
}
