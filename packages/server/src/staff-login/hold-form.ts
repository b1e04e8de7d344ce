import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sha256 } from '@ankomst/core';
import { opRecord, putOpRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { readFormToken } from '../http/form-token.ts';
import { readPosted, type Posted } from '../http/posted.ts';
import { cameFrom, formBody, type FormBody } from '../http/request.ts';
import { Problem } from '../problem.ts';

/** A form kept for whoever sent it until they have logged in (again). */
export interface HeldForm { action: string; back: string; fields: [name: string, value: string][] }

const heldMinutes = 60;

/**
 * A form that staff posted, read and checked. Where their login has run out, or (`fresh`) their key must be shown again,
 * what they sent is kept, and they come back to it after.
 * @throws Problem as readPosted; login-needed and step-up-needed then say where to go (`href`)
 */
export async function readStaffPosted(deps: Deps, request: FastifyRequest, { fresh }: { fresh: boolean }): Promise<Posted> {
  if (request.session && (!fresh || request.session.fresh || request.session.subject.kind !== 'staff')) return readPosted(deps, request);
  if (request.isMultipart()) return readPosted(deps, request);
  const body = formBody(request);
  const staff = /^staff\/(.+)$/.exec(readFormToken(body['csrf'], deps.keys.secret)?.subject ?? '')?.[1];
  if (!staff || (request.session && request.session.subject.kind === 'staff' && request.session.subject.staffId !== staff)) return readPosted(deps, request);
  const held = await holdForm(deps, staff, { action: request.url, back: cameFrom(request) ?? '/staff', fields: fieldsOf(body) });
  throw new Problem(request.session ? 'step-up-needed' : 'login-needed', { href: `/staff/login?back=${encodeURIComponent(`/staff/held/${held}`)}` });
}

/** The form kept under this id, for the one who sent it. @throws Problem not-found */
export async function heldForm(deps: Deps, staff: string, id: string): Promise<HeldForm> {
  const kept = await opRecord(deps.store, 'HeldForm', sha256(id), deps.clock.now());
  if (!kept || kept['staff'] !== staff) throw new Problem('not-found');
  return kept as unknown as HeldForm;
}

async function holdForm(deps: Deps, staff: string, form: HeldForm): Promise<string> {
  const id = randomBytes(16).toString('base64url');
  const expiresAt = new Date(Date.parse(deps.clock.now()) + heldMinutes * 60_000).toISOString();
  await putOpRecord(deps.store, { model: 'HeldForm', id: sha256(id), payload: { staff, ...form }, expiresAt });
  return id;
}

/** All of the form but its token: the page it is shown on has one of its own. */
function fieldsOf({ csrf: _token, ...body }: FormBody): HeldForm['fields'] {
  return Object.entries(body).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
}
