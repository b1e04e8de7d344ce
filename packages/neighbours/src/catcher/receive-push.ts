import { ServiceError } from '../shared/errors.ts';
import type { Device } from './devices.ts';
import type { Message, Messages } from './messages.ts';
import { decryptPush } from './push-crypto.ts';
import { checkVapid } from './vapid.ts';

export type PushRequest = { headers: Record<string, string | string[] | undefined>; body: unknown };

// RFC 8030, 7.2: a push service must take 4096 bytes of encrypted content and may refuse more.
const mostBytes = 4096;

/**
 * A push service and the phone behind it in one (RFC 8030): checks the sender, decrypts what arrived and keeps it as the phone
 * would show it. What cannot be decrypted is taken all the same, as a real service would, and kept with the reason.
 * @throws ServiceError 400, 401, 403, 413
 */
export async function receivePush(device: Device, { headers, body }: PushRequest, serviceUrl: string, messages: Messages, now: Date): Promise<Message> {
  await checkVapid(header(headers, 'authorization'), new URL(serviceUrl).origin, device.applicationServerKey, now);
  if (!/^\d+$/.test(header(headers, 'ttl') ?? '')) throw new ServiceError(400, 'no-ttl', 'The header TTL is missing.', 'Say in seconds how long the message may wait (RFC 8030, 5.2).');
  if (!Buffer.isBuffer(body) || header(headers, 'content-encoding') !== 'aes128gcm') {
    throw new ServiceError(400, 'not-encrypted', 'The body is not encrypted with aes128gcm.', 'Encrypt the payload for the subscription (RFC 8291).');
  }
  if (body.length > mostBytes) throw new ServiceError(413, 'too-long', `The message is longer than ${mostBytes} bytes.`, 'Send only that there is news.');
  const senderId = header(headers, 'x-message-id');
  const { message } = messages.keep({
    channel: 'push', to: device.label,
    ...read(body, device),
    ...(header(headers, 'urgency') && { urgency: header(headers, 'urgency')! }), ...(header(headers, 'topic') && { topic: header(headers, 'topic')! }),
  }, senderId && `${device.id} ${senderId}`);
  return message;
}

function read(body: Buffer, device: Device): Pick<Message, 'text' | 'subject' | 'payload' | 'problem'> {
  let text: string;
  try {
    text = decryptPush(body, device.keys).toString('utf8');
  } catch (error) {
    return { text: '', problem: `The phone could not decrypt this: ${(error as Error).message}` };
  }
  try {
    const payload = JSON.parse(text) as { title?: unknown; body?: unknown };
    if (typeof payload === 'object' && payload !== null) {
      return { payload, text: String(payload.body ?? text), ...(typeof payload.title === 'string' && { subject: payload.title }) };
    }
  } catch { /* plain text is fine too */ }
  return { text, payload: text };
}

function header(headers: PushRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
