import { failure, refusal, type Sent } from './channel.ts';
import type { PingWords } from './words.ts';

export interface SmsConfig {
  /** Where the SMS service takes messages: POST {to, text, id}. */
  url: string;
  key: string;
  timeoutMs?: number;
}

/** Sends one text message. The service takes the same `id` twice as one message. */
export async function sendSms(config: SmsConfig, to: string, words: PingWords, id: string): Promise<Sent> {
  try {
    const answer = await fetch(config.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${config.key}` },
      body: JSON.stringify({ to, text: words.body, id }),
      redirect: 'error',
      signal: AbortSignal.timeout(config.timeoutMs ?? 5_000),
    });
    await answer.body?.cancel();
    return answer.ok ? { channel: 'sms', status: 'sent' } : refusal('sms', answer.status);
  } catch (error) {
    return failure('sms', error);
  }
}
