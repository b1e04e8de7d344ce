import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { markProtected, sealNote } from '@ankomst/store';
import { subject as subjectOf, type Json } from '@ankomst/core';
import { judgeByHand } from '../access/judge-by-hand.ts';
import { outlineFor } from '../access/open-case.ts';
import { staffPurposes, usualPurpose, type CaseAct, type StaffPurpose, type Subject } from '../access/policy.ts';
import type { Route } from '../app.ts';
import { noteCase } from '../cases-staff/note-case.ts';
import type { Log } from '../deps.ts';
import { formToken } from '../http/form-token.ts';
import { subjectRef } from '../http/request.ts';
import { beginSession } from '../identity/sessions.ts';
import { shutTo, staleStatements, whoMay } from './doors.ts';
import { answerApproval, fillIn, lodged, offeredCase, picture } from './newborn.ts';
import { startWorld, type World } from './world.ts';
import type { TestStore } from '@ankomst/store/testing';

type Staff = Extract<Subject, { kind: 'staff' }>;
/** Somebody who knocks on every door. `hidden`: what must never be seen by them of the protected. */
export interface Knocker { who: string; subject?: Subject; token?: string; hidden: RegExp }

const mothers = { danylo: '198806299809', parwana: '199211029807', sami: '199508259802', mona: '199305149800' };
const fathers = { danylo: '198510089819', parwana: '198803229817', sami: '198901019813', mona: '199001079814' };
/** The one case in which nobody is protected: who is turned away from it is so by unit, role, purpose and act alone. */
const ordinary = 'danylo';
const unit = 'child-family', roles = ['officer', 'approver', 'clerk', 'leader', 'auditor', 'ombudsman', 'ruler', 'admin'];

interface DeniedCase { state: string; id: string; protectedOnes: boolean; decision: string; document: string; letter: string; person: string }

/**
 * A world with one case that is like most, and three (waiting for the other parent, for an officer, granted) whose
 * mothers and children have protected identity, with canaries wherever something can be written.
 */
export interface DeniedWorld {
  world: World;
  lines: string[];
  cases: DeniedCase[];
  knockers: Knocker[];
  /** Named for protected people and of the unit: for whom the doors are open. */
  named: Knocker;
  /** Of the unit, with every role: whose answer says whether a door was shut by its form alone. */
  everything: Knocker;
  close(): Promise<void>;
}

/** What a protected person must not be found by. Words nothing else in the world says. */
export const canaries = { name: 'Kanariefors', address: 'Kanariegatan', passport: 'KAN4R1E', message: 'kanariemeddelande', note: 'kanarieanteckning', sealed: 'kanariesigill', file: 'kanariefil' };
/** What the ordinary case must not be found by, to those whom no policy lets near it. */
export const ordinaryCanaries = { name: 'Trastefors', address: 'Trastegatan', passport: 'TR4STE', message: 'trastmeddelande', note: 'trastanteckning', sealed: 'trastsigill', file: 'trastfil' };
const every = new RegExp([...Object.values(canaries), ...Object.values(ordinaryCanaries)].join('|'), 'i');
/** What is sealed to others is hidden even from those who read the case. */
const anyAndSealed = new RegExp([...Object.values(canaries), ordinaryCanaries.sealed].join('|'), 'i');
/** Of a child two parents share the other parent is told of the case, never where it lives or by which passport it is found. */
const whereabouts = new RegExp([canaries.address, canaries.passport, canaries.sealed, canaries.note, canaries.message].join('|'), 'i');

/** `all`: with each role in another unit too. */
export async function startDeniedWorld({ all = false, store }: { all?: boolean; store?: TestStore } = {}): Promise<DeniedWorld> {
  const lines: string[] = [];
  const line = (fields: Record<string, unknown>, message: string): void => void lines.push(JSON.stringify({ ...fields, message }));
  const log: Log = { info: line, warn: line, error: line };
  const world = await startWorld({ given: { log }, ...(store ? { store } : {}) });
  const { deps } = world.server;
  const now = deps.clock.now();
  const cases: DeniedWorld['cases'] = [];
  const named: Staff = { kind: 'staff', staffId: 'NAMED', unit, roles: ['officer', 'protected'] };
  for (const [birth, number] of Object.entries(mothers)) {
    const mother = await world.visitor(number), father = await world.visitor(fathers[birth as keyof typeof fathers]);
    const secret = birth === ordinary ? ordinaryCanaries : canaries;
    let id: string;
    if (birth === 'sami') {
      await world.birth(birth);
      id = await offeredCase(mother);
      await mother.send(await fillIn(mother, id, { number: secret.passport, country: 'LB' }), { action: `/case/${id}/check` });
    } else id = await lodged(world, mother, birth, { number: secret.passport });
    if (birth === 'sami' || birth === 'mona') await answerApproval(father, id, true);
    const talk = await mother.get(`/case/${id}/messages`);
    await mother.send(talk, { action: `/case/${id}/messages`, fields: { text: secret.message }, files: { file: { name: `${secret.file}.jpg`, type: 'image/jpeg', bytes: await picture(60, 60) } } });
    const rows = await deps.store.query<{ personId: string; role: string; number: string }>(
      `select p.person_id as "personId", p.role, i.value as number from case_party p left join person_identifier i on i.person_id = p.person_id and i.retired_at is null where p.case_id = $1`, [id]);
    const protectedOnes = rows.filter((row) => row.number === number || row.role === 'applicant').map((row) => row.personId);
    for (const personId of new Set(protectedOnes)) {
      const told = (name: string, value: Json) => ({ id: deps.ids.next(), subject: subjectOf.person(personId), name, value, source: 'register' as const, certainty: 'verified' as const, assertedBy: 'partner/population-register', assertedAt: now });
      await deps.store.commit({ idempotencyKey: `canary:${personId}:${id}`, facts: [
        told('person.name', { given: 'Kajsa', family: secret.name }), told('person.address', { street: `${secret.address} 7`, postcode: '11122', city: 'Stockholm' }),
        told('person.passport-number', secret.passport), told('person.birth-place', secret.name),
      ] });
    }
    await noteCase(deps, { staff: named, caseId: id, once: deps.ids.next(), text: secret.note });
    await sealNote(deps.store, { id: deps.ids.next(), caseId: id, author: 'NAMED', text: secret.sealed, at: now, staff: [], roles: birth === ordinary ? [] : ['officer'] });
    if (birth !== ordinary) for (const personId of new Set(protectedOnes)) await markProtected(deps.store, { personId, kind: 'protected-registration', reason: 'Canary', ground: '', at: now, by: 'NAMED' });
    const [decision] = await deps.store.query<{ id: string }>('select id from decision where case_id = $1', [id]);
    const [document] = await deps.store.query<{ id: string }>('select id from document where case_id = $1 limit 1', [id]);
    const [letter] = await deps.store.query<{ id: string }>('select id from letter where case_id = $1 limit 1', [id]);
    const [{ phase } = { phase: '' }] = await deps.store.query<{ phase: string }>('select phase from case_file where id = $1', [id]);
    cases.push({ state: `${birth}: ${phase}`, id, protectedOnes: birth !== ordinary, decision: decision?.id ?? 'none', document: document?.id ?? 'none', letter: letter?.id ?? 'none', person: protectedOnes[0]! });
  }

  const first = await outlineFor(deps, named, cases[0]!.id);
  const knock = async (who: string, subject: Subject, hidden?: RegExp): Promise<Knocker> => {
    const mayOrdinary = subject.kind === 'staff' && staffPurposes.some((purpose) => acts.some((act) => judgeByHand.judge(subject, act, { ...first!, purpose }).allowed));
    return { who, subject, hidden: hidden ?? (mayOrdinary ? anyAndSealed : every), token: await beginSession(deps, subject, { name: who, language: 'sv' }, undefined) };
  };
  const elsewhere = all ? roles : ['officer', 'leader'];
  const staff = [...roles.map((role) => ({ role: [role], where: unit })), ...elsewhere.map((role) => ({ role: [role], where: 'labour' })), { role: ['officer', 'protected'], where: 'labour' }, { role: ['protected'], where: unit }];
  const stranger = await world.visitor('199004179801');
  await stranger.get('/my');
  const personOf = async (number: string): Promise<Subject> =>
    ({ kind: 'person', personId: (await deps.store.query<{ id: string }>('select person_id as id from person_identifier where value = $1', [number]))[0]!.id });
  const knockers: Knocker[] = [
    { who: 'nobody logged in', hidden: every },
    await knock('a stranger', await personOf('199004179801')),
    await knock(otherParent, await personOf(fathers.parwana), whereabouts),
    ...await Promise.all(staff.map(({ role, where }, n) => knock(`${role.join('+')} of ${where}`, { kind: 'staff', staffId: `K${n}`, unit: where, roles: role }))),
  ];
  return {
    world, lines, cases, knockers, close: () => world.close(),
    named: await knock('the named officer', named),
    everything: await knock('whoever may all', { kind: 'staff', staffId: 'ALL', unit, roles: [...roles, 'protected'] }),
  };
}
const otherParent = 'the other parent';

/** Says what one may, and of another's case what it says of none: a canary is looked for there all the same. */
const saysOnlyWhatOneMay = 'GET /desk/api/cases/:id/purposes';
/** Ends the login of the one who knocks: tried last, by nobody. */
const leaving = /logout/;
/** Opens a stream that nothing ends: what it sends is looked at by name (`streamed`). */
const streaming = /\/(live|events)$/;

/**
 * Everybody knocks at every door the server has, as it lists them itself: of a case in each state and for each purpose
 * (`all`; else each purpose of the ordinary case and the usual one of one of the others). For whom a door is, `doors.ts`
 * says; whom of the staff a case's door is for, the policies. Everybody else is turned away, and no answer holds a canary.
 * A form that was not filled in sends its sender back to the door, which is shut as well.
 * @returns how many doors and how many knocks
 */
export async function knockEverywhere({ world, cases, knockers, everything }: DeniedWorld, all: boolean): Promise<{ doors: number; knocks: number; denied: number }> {
  const { app, deps } = world.server;
  const doors = app.routeTable.filter((route) => /^(GET|POST|PUT|DELETE|PATCH)$/.test(route.method));
  const wrong = doors.map(({ method, url }) => `${method} ${url}`).filter((door) => whoMay(door) === undefined).map((door) => `${door}: doors.ts does not say for whom it is`);
  wrong.push(...staleStatements(doors.map(({ method, url }) => `${method} ${url}`)).map((pattern) => `${pattern} in doors.ts: no such door`));
  let knocks = 0, denied = 0;
  const wrongForAll = new Map<string, boolean>();
  for (const knocker of knockers) {
    for (const [at, one] of cases.entries()) {
      const { subject } = knocker;
      const outline = subject?.kind === 'staff' ? await outlineFor(deps, subject, one.id) : null;
      const judged = (act: CaseAct, purpose: StaffPurpose | undefined): boolean =>
        subject?.kind === 'staff' && outline !== null && judgeByHand.judge(subject, act, { ...outline, ...(purpose ? { purpose } : {}) }).allowed;
      for (const [number, route] of doors.entries()) {
        if (leaving.test(route.url)) continue;
        if (!all && at > 0 && at - 1 !== number % 3) continue;
        const ofCase = /\/cases?\/:/.test(route.url);
        if (!ofCase && at > 0) continue;
        const door = `${route.method} ${route.url}`, who = whoMay(door) ?? 'everybody';
        const acting = route.method !== 'GET';
        if (streaming.test(route.url) && !ofCase) continue;
        const desk = route.url.startsWith('/desk/api');
        const each = all || (at === 0 && !acting);
        const purposes = desk && ofCase && subject?.kind === 'staff' ? (each ? [undefined, ...staffPurposes] : [usualPurpose(subject.roles)]) : [undefined];
        for (const purpose of purposes) {
          // an act goes by what one's role is for, whatever the page says it was opened for
          const may = typeof who === 'object' && 'act' in who ? judged(who.act, purpose) || (acting && judged(who.act, undefined))
            : who === 'parties' ? knocker.who === otherParent && one.state.startsWith('parwana') : !shutTo(who, subject);
          // what whoever may does to a case is no denial, and the next knock should find it as it was
          if (may && ofCase && (acting || streaming.test(route.url)) && who !== 'parties') continue;
          knocks++;
          let answer = await knockAt(world, route, knocker, one, purpose);
          if (answer.status === 401 && subject?.kind === 'staff' && !acting) {
            // a door before this one ended the login: with a new one, so that it is the policy that answers
            knocker.token = await beginSession(deps, subject, { name: knocker.who, language: 'sv' }, undefined);
            answer = await knockAt(world, route, knocker, one, purpose);
          }
          const found = answer.body.match(knocker.hidden);
          const said = `${knocker.who}, ${one.state}, ${purpose ?? 'no purpose'}: ${door} -> ${answer.status}`;
          if (found) wrong.push(`${said} shows ${found[0]}`);
          if (answer.status === 429 || answer.status >= 500) wrong.push(said);
          if (may || door === saysOnlyWhatOneMay) continue;
          // a form that is wrong for everybody is refused before anybody is asked who they are
          if (answer.status === 400) {
            const known = wrongForAll.get(door) ?? (who === 'partners' || (await knockAt(world, route, everything, one)).status === 400);
            wrongForAll.set(door, known);
            if (known) continue;
          }
          denied++;
          const again = answer.status === 303 && (/login/.test(answer.location) || answer.location.startsWith(`/case/${one.id}`));
          if (![401, 403, 404].includes(answer.status) && !again) wrong.push(`${said} (not denied)`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  return { doors: doors.length, knocks, denied };
}
const acts: CaseAct[] = ['read', 'list', 'handle', 'approve', 'visit', 'replay'];

export async function knockAt(world: World, route: Pick<Route, 'method' | 'url' | 'body'>, { subject, token }: Knocker, one: DeniedWorld['cases'][number], purpose?: StaffPurpose): Promise<{ status: number; body: string; location: string }> {
  const { app, deps } = world.server, { publicUrl } = deps.config;
  const known: Record<string, string> = { document: one.document, decision: one.decision, person: one.person, personId: one.person, letter: one.letter, '*': 'x' };
  const ofCase = /\/cases?\/:/.test(route.url);
  const url = route.url.replace(/:(\w+)|\*/g, (all, name: string | undefined) => known[name ?? all] ?? (ofCase ? one.id : one.decision));
  const api = route.url.startsWith('/desk/api') || route.method === 'PATCH';
  const cookie = token ? `${subject?.kind === 'staff' ? 'ankomst-staff' : 'ankomst-session'}=${token}` : '';
  const csrf = subject ? formToken(subjectRef(subject), deps.keys.secret, deps.clock.now()) : '';
  const write = route.method !== 'GET';
  const asked = app.inject({
    method: route.method as 'GET', url,
    headers: {
      host: publicUrl.host, cookie, accept: api ? 'application/json' : 'text/html', 'accept-language': 'sv',
      ...(write ? { origin: publicUrl.origin, 'idempotency-key': deps.ids.next(), 'content-type': api ? 'application/json' : 'application/x-www-form-urlencoded' } : {}),
      ...(purpose ? { 'x-purpose': purpose } : {}),
    },
    ...(write ? { payload: api ? JSON.stringify(withToken(route.body ? sampleOf(route.body) : {}, csrf)) : new URLSearchParams({ csrf, once: deps.ids.next(), text: 'hej', to: 'me', do: 'continue', confirm: 'true' }).toString() } : {}),
  });
  // one that answers nothing within seconds has opened a stream to somebody: that is an answer
  const answer = await Promise.race([asked, pause(5_000, null, { ref: false })]);
  return answer ? { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') } : { status: 200, body: '', location: '' };
}

/** The form's token, where the body has a place for one. */
const withToken = (body: unknown, csrf: string): unknown => (typeof body === 'object' && body !== null && 'csrf' in body ? { ...body, csrf } : body);

/** Something a schema takes: so that a door is not shut by its form alone. */
export function sampleOf(schema: unknown): unknown {
  const { type, properties, required, items, anyOf, const: only, enum: some, minLength = 0, minItems = 0, minimum = 0, pattern, format } = (schema ?? {}) as { [key: string]: unknown };
  if (only !== undefined) return only;
  if (Array.isArray(some)) return (some as unknown[])[0];
  if (Array.isArray(anyOf)) return sampleOf((anyOf as unknown[])[0]);
  switch (type as string | undefined) {
    case 'object': return Object.fromEntries(((required ?? []) as string[]).map((name) => [name, sampleOf((properties as Record<string, unknown>)[name])]));
    case 'array': return Array.from({ length: Number(minItems) }, () => sampleOf(items));
    case 'integer': case 'number': return Number(minimum);
    case 'boolean': return false;
    case 'null': return null;
    case 'string': {
      if (format === 'date' || (typeof pattern === 'string' && /\\d\{4\}-/.test(pattern))) return '2026-11-23';
      return 'x'.repeat(Math.max(1, Number(minLength)));
    }
    default: return {};
  }
}
