import webPush from 'web-push';
import { failure, refusal, type Sent } from './channel.ts';
import type { PingWords } from './words.ts';

/** A PushSubscription as the browser gives it (W3C Push API). */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export interface PushConfig {
  /** VAPID (RFC 8292): who sends. `subject` is a mailto: or https: address. */
  vapid: { subject: string; publicKey: string; privateKey: string };
  /** Origins of push services besides the browsers' own, e.g. the catcher's in development. */
  extraOrigins: string[];
  timeoutMs?: number;
}

/** The push services of the browsers. An endpoint comes from the person's device and is called by us: only known hosts are. */
const browserServices = [
  /^https:\/\/fcm\.googleapis\.com$/, /^https:\/\/updates\.push\.services\.mozilla\.com$/,
  /^https:\/\/([a-z0-9-]+\.)?push\.apple\.com$/, /^https:\/\/([a-z0-9-]+\.)+notify\.windows\.com$/,
];

/** May this endpoint be called? Refuses everything that is not a known push service (no calls into our own net). */
export function isPushService(endpoint: string, extraOrigins: string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, username } = new URL(endpoint);
  return username === '' && (extraOrigins.includes(origin) || browserServices.some((service) => service.test(origin)));
}

/**
 * Sends a ping to one device by Web Push (RFC 8030, encrypted by RFC 8291).
 * The payload is what `sw.js` shows; `id` makes a repeat replace the first (Topic) instead of showing twice.
 */
export async function sendPush(config: PushConfig, to: PushSubscription, words: PingWords & { language: string }, url: string, id: string): Promise<Sent> {
  if (!isPushService(to.endpoint, config.extraOrigins)) return { channel: 'push', status: 'gone', address: to.endpoint };
  try {
    const payload = JSON.stringify({ title: words.title, body: words.body, lang: words.language, dir: words.dir, url });
    const request = webPush.generateRequestDetails(to, payload, {
      vapidDetails: config.vapid, TTL: 3 * 86_400, urgency: 'normal', topic: topicOf(id),
    });
    const answer = await fetch(request.endpoint, {
      method: 'POST',
      headers: { ...headersOf(request.headers as Record<string, string | number>), 'X-Message-Id': id },
      body: new Uint8Array(request.body as Buffer),
      redirect: 'error',
      signal: AbortSignal.timeout(config.timeoutMs ?? 5_000),
    });
    await answer.body?.cancel();
    if (answer.status === 404 || answer.status === 410) return { channel: 'push', status: 'gone', address: to.endpoint };
    return answer.ok ? { channel: 'push', status: 'sent' } : refusal('push', answer.status);
  } catch (error) {
    return failure('push', error);
  }
}

/** What fetch may not be told it finds out itself. */
const headersOf = (given: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'Content-Length').map(([name, value]) => [name, String(value)]));

/** A Topic is at most 32 characters of base64url (RFC 8030, 5.4). */
const topicOf = (id: string): string => Buffer.from(id).toString('base64url').slice(-32);
