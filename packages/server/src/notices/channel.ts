/** One way to reach a person. */
export type ChannelName = 'push' | 'email' | 'sms' | 'paper';

/**
 * What became of one sending. `gone`: the address no longer exists (an uninstalled browser);
 * it is taken away and never tried again. `failed`: the other side refused or did not answer;
 * `again` says whether another try may help.
 */
export type Sent =
  | { channel: ChannelName; status: 'sent' }
  | { channel: ChannelName; status: 'gone'; address: string }
  | { channel: ChannelName; status: 'failed'; why: string; again: boolean };

/** Why a call outside failed, in words without addresses, keys or content: it is kept in the case's log. */
export function failure(channel: ChannelName, error: unknown): Sent {
  const code = (error as { code?: unknown; cause?: { code?: unknown } })?.code ?? (error as { cause?: { code?: unknown } })?.cause?.code;
  const name = error instanceof Error ? error.name : 'Error';
  return { channel, status: 'failed', why: typeof code === 'string' ? code : name, again: true };
}

/** The same for an answer with a status: 4xx will not get better by itself, save 408, 425 and 429. */
export function refusal(channel: ChannelName, status: number): Sent {
  return { channel, status: 'failed', why: `HTTP ${status}`, again: status >= 500 || status === 408 || status === 425 || status === 429 };
}
