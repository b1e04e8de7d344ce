import { say } from '../words/say.ts';
import { leaveForLogin } from './leave.ts';
import { network } from './network.ts';
import { ApiProblem, problemOf } from './problem.ts';
import { purpose, type Purpose } from './purpose.ts';

export interface Asked {
  signal?: AbortSignal;
  /** Another purpose than the tab's. */
  purpose?: Purpose;
  /** Not the person's own doing (a refetch, a beat): it must not keep a login alive. */
  background?: boolean;
  /** Without headers of ours: what the page has asked for before the app began (`link rel=preload`) is then taken. */
  plain?: boolean;
}
export interface Sent extends Asked {
  /** The same key sent twice is done once; made here when not given. Give one where the person may press again. */
  once?: string;
  /** Let the request outlive the page (leaving). */
  keepalive?: boolean;
  /** Throw `step-up-needed` and `login-needed` instead of leaving for them. */
  stay?: boolean;
}

const base = '/desk/api';
/** Milliseconds until a read is tried again, then once more. */
const pauses = [400, 1_500];
/** A read that takes longer is taken as lost. */
const longest = 20_000;

/** Reads. Tried again where nobody answered. @throws ApiProblem */
export async function get<T>(path: string, asked: Asked = {}): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request<T>('GET', path, undefined, asked);
    } catch (error) {
      const again = error instanceof ApiProblem && (error.unanswered || error.status === 503) && attempt < pauses.length && !asked.signal?.aborted;
      if (!again) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauses[attempt]));
    }
  }
}

/** Writes: done once however often it is sent with the same `once`. @throws ApiProblem */
export const post = <T = void>(path: string, body: unknown = {}, sent: Sent = {}): Promise<T> => request<T>('POST', path, body, sent);
export const put = <T = void>(path: string, body: unknown, sent: Sent = {}): Promise<T> => request<T>('PUT', path, body, sent);
export const del = <T = void>(path: string, sent: Sent = {}): Promise<T> => request<T>('DELETE', path, undefined, sent);

async function request<T>(method: string, path: string, body: unknown, { signal, purpose: own, background, plain, once, keepalive, stay }: Sent): Promise<T> {
  const headers: Record<string, string> = plain ? {} : { accept: 'application/json' };
  const why = own ?? purpose();
  if (why && !plain) headers['x-purpose'] = why;
  if (background) headers['x-background'] = '1';
  if (method !== 'GET') headers['idempotency-key'] = once ?? crypto.randomUUID();
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await network.watch(fetch(base + path, {
    method, headers, credentials: 'same-origin', keepalive,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(longest)]) : AbortSignal.timeout(longest),
  })).catch((error: Error): never => {
    if (error.name === 'AbortError') throw error;
    const code = error.name === 'TimeoutError' ? 'slow' : 'offline';
    throw new ApiProblem({ code, status: 0, title: say(`shell.${code}`), recover: say(`shell.${code}.do`) });
  });
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const problem = await problemOf(answer);
  if (!stay && (problem.code === 'login-needed' || problem.code === 'step-up-needed')) {
    leaveForLogin();
    return new Promise<T>(() => {}); // the page is being left
  }
  throw problem;
}
