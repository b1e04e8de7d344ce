import { randomUUID } from 'node:crypto';
import type { AuthorityVerifier } from './authority-messages.ts';
import type { Control } from './control.ts';
import { ServiceError } from './errors.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { SigningKey } from './keys.ts';

/** What the authority lets this ground be told: fields the ground does not cover are absent. */
export type Status = { underWay?: boolean; permits?: { kind?: string; validFrom?: string; validTo?: string | null }[] };
export type StatusAnswer = { legalBasis: string; data: Status };

export type Asking = {
  /** Where the authority takes questions. */
  target: string;
  issuer: string;
  audience: string;
  key: SigningKey;
  control: Control;
  clock: () => Date;
  readAnswer: AuthorityVerifier;
};

/**
 * Asks the authority how it stands with one person, on a ground of the agreement, and checks that the answer is the authority's.
 * @throws ServiceError 503 out of reach, 502 refused (with what the authority said) or an answer that is not its own
 */
export async function askStatus({ target, issuer, audience, key, control, clock, readAnswer }: Asking, { number, ground }: { number: string; ground: string }): Promise<StatusAnswer> {
  const jti = randomUUID();
  const question = { iss: issuer, aud: audience, iat: Math.floor(clock().getTime() / 1000), jti, type: 'StatusAsked', data: { number, ground } };
  const body = control.takeBadSignature() ? await key.signWrongly(question) : await key.sign(question);
  const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/jose' }, body, redirect: 'error', signal: AbortSignal.timeout(10_000) })
    .catch(() => { throw new ServiceError(503, 'no-answer', 'The authority does not answer.', 'Try again in a while.'); });
  const text = await answer.text();
  if (!answer.ok) throw new ServiceError(502, 'refused', `The authority refused: ${answer.status} ${text.slice(0, 300)}`, 'Read what it says, and ask as the agreement allows.');
  const told = await readAnswer(text);
  if (told.type !== 'StatusTold' || told.inReplyTo !== jti) throw new ServiceError(502, 'other-answer', 'The answer is not to this question.', 'Ask again.');
  return { legalBasis: String(told.legalBasis), data: told.data };
}

/** Where an officer of the partner asks, and the answer to what was asked last. */
export function statusPage(asked?: { number: string } & StatusAnswer): Html {
  const permits = asked?.data.permits ?? [];
  return html`<form method="post" action="/questions" class="box"><label for="number">Personal number</label><input id="number" name="number" inputmode="numeric" value="${asked?.number}" required>
    <p><button class="main">Ask the authority</button></p></form>
    ${asked ? html`<article><dl><dt>Number</dt><dd>${asked.number}</dd>
      ${permits.length === 0 ? html`<dt>Permit</dt><dd>Nothing that we may be told</dd>` : permits.map(({ kind, validFrom, validTo }) => html`<dt>Permit</dt><dd>${kind}, ${validFrom} to ${validTo ?? 'no end'}</dd>`)}
      <dt>Told under</dt><dd>${asked.legalBasis}</dd></dl></article>` : ''}`;
}
