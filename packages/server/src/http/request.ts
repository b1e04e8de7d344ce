import type { FastifyRequest } from 'fastify';
import type { Subject } from '../access/policy.ts';
import { Problem } from '../problem.ts';

/** Somebody logged in, as every request of theirs carries it. */
export interface Session {
  subject: Subject;
  /** As the eID gave it, for the page's header. */
  name: string;
  language: string;
  /** Staff: their key was used here within the last minutes (`staffSession.freshMinutes`). */
  fresh?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null;
    language: string;
  }
}

export interface PersonSession extends Session { subject: Extract<Subject, { kind: 'person' }> }
export interface StaffSession extends Session { subject: Extract<Subject, { kind: 'staff' }> }

/** The person logged in. @throws Problem login-needed; the error page's answer is to go and log in, then come back. */
export function requirePerson(request: FastifyRequest): PersonSession {
  const { session } = request;
  if (session?.subject.kind !== 'person') throw new Problem('login-needed');
  return session as PersonSession;
}

/** The staff member logged in, holding at least one of the roles. @throws Problem login-needed, not-allowed */
export function requireStaff(request: FastifyRequest, ...roles: string[]): StaffSession {
  const { session } = request;
  if (session?.subject.kind !== 'staff') throw new Problem('login-needed');
  const { subject } = session;
  if (roles.length > 0 && !roles.some((role) => subject.roles.includes(role))) throw new Problem('not-allowed');
  return session as StaffSession;
}

/**
 * The staff member logged in, who has just shown that it is them: for what cannot be taken back (deciding, approving,
 * publishing, letting a colleague in). @throws Problem login-needed; step-up-needed, which says where to go (`href`) and comes back
 */
export function requireFresh(request: FastifyRequest, back = cameFrom(request) ?? request.url): StaffSession {
  const session = requireStaff(request);
  if (!session.fresh) throw new Problem('step-up-needed', { href: `/staff/login?back=${encodeURIComponent(back)}` });
  return session;
}

/** The page of ours that a request was made from, its path. */
export function cameFrom(request: FastifyRequest): string | undefined {
  const { referer, host } = request.headers;
  if (!referer || !URL.canParse(referer)) return undefined;
  const url = new URL(referer);
  return url.host === host ? url.pathname + url.search : undefined;
}

/** Reference to a subject as tokens and logs write it. */
export function subjectRef(subject: Subject): string {
  return subject.kind === 'person' ? `person/${subject.personId}` : `staff/${subject.staffId}`;
}

/** A posted form: each field as sent, the last of several. Lists are read by `fields`. */
export type FormBody = Record<string, string | string[] | undefined>;

export function formBody(request: FastifyRequest): FormBody {
  const { body } = request;
  if (body === null || body === undefined) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new Problem('bad-request');
  return body as FormBody;
}

/** One field's text; empty where it was not sent. */
export function field(body: FormBody, name: string): string {
  const value = body[name];
  return (Array.isArray(value) ? value.at(-1) : value) ?? '';
}

/** All values of a field (checkboxes). */
export function fields(body: FormBody, name: string): string[] {
  const value = body[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** The one-time key of a write (header `idempotency-key`): what is sent twice with it is done once. @throws Problem bad-request without one */
export function onceOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key)) throw new Problem('bad-request');
  return key;
}

/** A route parameter. */
export function param(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, string | undefined>)[name];
  if (!value) throw new Problem('not-found');
  return value;
}

/** A query parameter's text, undefined where absent. */
export function query(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[name];
  return Array.isArray(value) ? value.at(-1) : value;
}
