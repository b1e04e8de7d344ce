import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { NeighbourConfig } from '../../config.ts';
import { PartnerRefused } from '../../notices/send-signed.ts';
import { Problem } from '../../problem.ts';

/** A neighbour as its client knows it. `name`: for the operator's log. */
export interface Neighbour extends NeighbourConfig {
  name: string;
  timeoutMs: number;
}

export interface Question {
  path: string;
  /** Sent as JSON by POST; without it the question is a GET. */
  body?: unknown;
  /** The same key again is the same request to the neighbour (Idempotency-Key). */
  idempotencyKey?: string;
}

/**
 * Asks a neighbour once, JSON both ways, and gives its answer if it has the agreed shape (more fields do not matter);
 * null where it knows nothing by that name (404). Trying again is for the caller: a page tells the person, an errand waits.
 * @throws Problem neighbour-down: no answer in time, or one that cannot be meant; a later try may help
 * @throws PartnerRefused the request itself is wrong: no further try will help
 */
export async function ask<T extends TSchema>(neighbour: Neighbour, { path, body, idempotencyKey }: Question, shape: T): Promise<Static<T> | null> {
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(neighbour.url + path, {
      headers: {
        authorization: `Bearer ${neighbour.key}`, accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }), ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      redirect: 'error', signal: AbortSignal.timeout(neighbour.timeoutMs),
    });
    status = response.status;
    answer = await response.json();
  } catch (error) {
    throw new Problem('neighbour-down', {}, error);
  }
  if (status === 404) return null;
  if (status >= 200 && status < 300 && Value.Check(shape, answer)) return answer;
  // A wrong key (401, 403) is the operator's to mend: what waits for it is tried again when that is done.
  const theirs = status < 400 || status >= 500 || [401, 403, 408, 425, 429].includes(status);
  if (theirs) throw new Problem('neighbour-down', {}, new Error(`${neighbour.name}: HTTP ${status}`));
  throw new PartnerRefused(neighbour.name, `HTTP ${status} ${codeOf(answer)}`, false);
}

/** Hands something over: what the neighbour does not know of (404) is a refusal here. @throws as `ask` */
export async function handOver<T extends TSchema>(neighbour: Neighbour, question: Question, shape: T): Promise<Static<T>> {
  const answer = await ask(neighbour, question, shape);
  if (answer === null) throw new PartnerRefused(neighbour.name, 'HTTP 404', false);
  return answer;
}

/** The code of an error, as all neighbours name it; never its sentence, which may hold personal data. */
function codeOf(answer: unknown): string {
  const code = (answer as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code.slice(0, 60) : '';
}
