import { randomBytes } from 'node:crypto';
import { createSession, endSession as endStoredSession, getSession, touchSession } from '@ankomst/store';
import type { Subject } from '../access/policy.ts';
import type { Deps } from '../deps.ts';
import type { Session } from '../http/request.ts';

/** `provedAt`: when a staff member last used their key here. */
interface SessionData { name: string; language: string; unit?: string; roles?: string[]; provedAt?: string; agent?: string }

/** What is kept of a login besides who it is. `strong`: with a key (staff); `agent`: the browser, as its owner will know it again. */
export interface LoginFacts { name: string; language: string; strong?: boolean; agent?: string }

/**
 * Begins a login session and returns the token for the cookie: 256 random bits, of which the
 * store keeps only the hash. Always a new one (no fixation); the earlier one of this browser is ended.
 */
export async function beginSession(deps: Deps, subject: Subject, { name, language, strong = true, agent }: LoginFacts, earlier: string | undefined): Promise<string> {
  if (earlier) await endSession(deps, earlier);
  const { idleMinutes, absoluteHours } = subject.kind === 'staff' ? deps.config.staffSession : deps.config.session;
  const token = randomBytes(32).toString('base64url');
  const createdAt = deps.clock.now();
  await createSession(deps.store, token, {
    kind: subject.kind,
    subject: subject.kind === 'person' ? subject.personId : subject.staffId,
    createdAt,
    idleSeconds: idleMinutes * 60,
    endsAt: new Date(Date.parse(createdAt) + absoluteHours * 3_600_000).toISOString(),
    data: {
      name, language, ...(agent ? { agent } : {}),
      ...(subject.kind === 'staff' ? { unit: subject.unit, roles: subject.roles, ...(strong ? { provedAt: createdAt } : {}) } : {}),
    },
  });
  return token;
}

/**
 * The session of a token; null where there is none or it has run out. Its idle time begins anew, save for
 * what the page does by itself (`background`): an open page must not keep a login alive.
 */
export async function sessionOf(deps: Deps, token: string, background: boolean): Promise<Session | null> {
  const stored = await (background ? getSession : touchSession)(deps.store, token, deps.clock.now());
  if (!stored) return null;
  const { name, language, unit, roles, provedAt } = stored.data as unknown as SessionData;
  const { freshMinutes } = deps.config.staffSession;
  return {
    name, language,
    subject: stored.kind === 'person'
      ? { kind: 'person', personId: stored.subject }
      : { kind: 'staff', staffId: stored.subject, unit: unit ?? '', roles: roles ?? [], ...stored.staff },
    fresh: provedAt !== undefined && Date.parse(deps.clock.now()) - Date.parse(provedAt) <= freshMinutes * 60_000,
  };
}

export async function endSession(deps: Deps, token: string): Promise<void> {
  await endStoredSession(deps.store, token);
}
