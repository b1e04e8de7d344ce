import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loggedOutPage, loginPage, pageLanguages } from '@ankomst/web';
import type { LoginView } from '@ankomst/web';
import { setSessionData } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { field, formBody, query } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { setLanguage } from '../people/set-language.ts';
import { backPath } from './back-path.ts';
import { openAttempt, sealAttempt } from './login-cookie.ts';
import { logInPerson } from './log-in-person.ts';
import { logInStaff } from './log-in-staff.ts';
import type { Identity, LoginProvider } from './login-provider.ts';
import { beginSession, endSession } from './sessions.ts';

/** Logging in and out, for applicants and for staff, each with their own provider, cookie and session. */
export function identityRoutes(app: FastifyInstance, deps: Deps): void {
  const cookies = app.cookieJar;

  app.get('/login', async (request, reply) => {
    const back = backPath(query(request, 'back'), '/my');
    if (request.session) return seeOther(reply, back);
    if (query(request, 'with') === 'eid') return leaveFor(deps.login, back, request, reply);
    return sendPage(reply, loginPage(loginView(back, query(request, 'reason')), contextOf(app, deps, request)));
  });

  app.get('/login/callback', async (request, reply) => {
    const { identity, back } = await comeBack(deps.login, request, reply);
    if (!identity) return seeOther(reply, loginPath(back, 'cancelled'));
    const pressed = cookies.read(request, 'language');
    const person = await logInPerson(deps, identity, request.language, pageLanguages.find((one) => one === pressed));
    cookies.set(reply, 'session', await beginSession(deps, { kind: 'person', personId: person.personId }, person, cookies.read(request, 'session')));
    return seeOther(reply, back);
  });

  app.post('/logout', async (request, reply) => {
    const token = cookies.read(request, 'session');
    if (token) await endSession(deps, token);
    cookies.clear(reply, 'session');
    request.session = null;
    // Shared phones: whatever the browser still holds of this person goes.
    reply.header('clear-site-data', '"cache", "storage"');
    return sendPage(reply, loggedOutPage({}, contextOf(app, deps, request)));
  });

  app.get('/staff/login', async (request, reply) => leaveFor(deps.staffLogin, backPath(query(request, 'back'), '/staff'), request, reply));

  app.get('/staff/login/callback', async (request, reply) => {
    const { identity, back } = await comeBack(deps.staffLogin, request, reply);
    if (!identity) return seeOther(reply, '/staff');
    const { subject, name, strong } = logInStaff(identity);
    cookies.set(reply, 'staff', await beginSession(deps, subject, { name, language: request.language, strong, agent: request.headers['user-agent']?.slice(0, 200) }, cookies.read(request, 'staff')));
    return seeOther(reply, back);
  });

  app.post('/staff/logout', async (request, reply) => {
    const token = cookies.read(request, 'staff');
    if (token) await endSession(deps, token);
    cookies.clear(reply, 'staff');
    // What the desk keeps in the browser goes; its files, the same for everybody, stay.
    reply.header('clear-site-data', '"storage"');
    return seeOther(reply, '/staff');
  });

  app.post('/language', async (request, reply) => {
    const body = formBody(request);
    await chooseLanguageHere(app, deps, request, reply, field(body, 'language'));
    return seeOther(reply, backPath(field(body, 'back'), '/'));
  });

  async function leaveFor(provider: LoginProvider, back: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { url, attempt } = await provider.begin(back, request.language);
    // One cookie per attempt: logging in from two tabs, both work.
    cookies.set(reply, attemptName(attempt.state), await sealAttempt(attempt, deps.keys.secret, new Date(deps.clock.now())), 600);
    return reply.redirect(url.href, 303);
  }

  /** What came back from the eID: who it is, or null where the person broke it off. @throws Problem login-failed */
  async function comeBack(provider: LoginProvider, request: FastifyRequest, reply: FastifyReply): Promise<{ identity: Identity | null; back: string }> {
    const state = query(request, 'state') ?? '';
    const name = attemptName(state);
    const attempt = await openAttempt(cookies.read(request, name), deps.keys.secret, new Date(deps.clock.now()));
    cookies.clear(reply, name);
    if (!attempt || attempt.state !== state) throw new Problem('login-failed');
    if (query(request, 'error') === 'access_denied') return { identity: null, back: attempt.back };
    return { identity: await provider.finish(attempt, new URL(request.url, deps.config.publicUrl)), back: attempt.back };
  }
}

/** Keeps a chosen language: in the browser, with the logins of this browser, and with the person's account. Unknown ones are left alone. */
export async function chooseLanguageHere(app: FastifyInstance, deps: Deps, request: FastifyRequest, reply: FastifyReply, language: string): Promise<void> {
  if (!pageLanguages.includes(language)) return;
  app.cookieJar.set(reply, 'language', language, 365 * 86_400);
  const { session } = request;
  for (const token of [app.cookieJar.read(request, 'session'), app.cookieJar.read(request, 'staff')]) {
    if (token) await setSessionData(deps.store, token, deps.clock.now(), { language });
  }
  if (session?.subject.kind === 'person') await setLanguage(deps, session.subject.personId, language);
}

/** The login page that leads on to `back`. */
export function loginPath(back: string, reason?: LoginView['reason']): string {
  return `/login?back=${encodeURIComponent(back)}${reason ? `&reason=${reason}` : ''}`;
}

const reasons = ['expired', 'kept', 'failed', 'cancelled', 'down'] as const;

function loginView(back: string, reason: string | undefined): LoginView {
  return {
    methods: [{ href: `/login?with=eid&back=${encodeURIComponent(back)}`, label: { key: 'ui.login.eid' }, hint: { key: 'ui.login.eid.hint' } }],
    reason: reasons.find((one) => one === reason),
  };
}

const attemptName = (state: string): string => `login-${state.replace(/[^\w-]/g, '').slice(0, 12)}`;
