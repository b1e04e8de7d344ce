import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { canonicalText, sha256 } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { readFormToken } from './form-token.ts';
import { formBody, subjectRef } from './request.ts';
import type { FormBody } from './request.ts';

/** How long after a page was made what is sent from it is still kept as a draft for its person. */
const keepFor = 24 * 3_600_000;

/** A posted form, read whole. `personId`: for whom the page was made. */
export interface Posted {
  body: FormBody;
  /**
   * The form's one-time key with the content sent: the same form with the same content twice gives the first
   * result. Somebody who goes back, writes something else and sends again has said something else.
   */
  once: string;
  /** The person logged in; null where the login has run out: then what was sent is only kept (`personId` says whose). */
  loggedIn: boolean;
  personId: string;
}

/**
 * Reads a form a person posted, urlencoded or multipart, and checks that we made it for them. Files are
 * handed to `onFile` as they stream in, after the form's own fields (which stand first in the page).
 * A login that ran out meanwhile is no reason to lose what was typed: `loggedIn` is then false.
 * @throws Problem form-token where the page was not ours, was another's, or is older than a day without login; login-needed
 */
export async function readPosted(
  deps: Deps, request: FastifyRequest, onFile?: (file: MultipartFile, posted: Posted) => Promise<void>,
): Promise<Posted> {
  if (!request.isMultipart()) return check(deps, request, formBody(request));

  try {
    return await readParts(deps, request, onFile);
  } catch (error) {
    await drain(request.raw);
    throw error;
  }
}

async function readParts(deps: Deps, request: FastifyRequest, onFile: ((file: MultipartFile, posted: Posted) => Promise<void>) | undefined): Promise<Posted> {
  const body: FormBody = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      const value = String(part.value);
      const before = body[part.fieldname];
      body[part.fieldname] = before === undefined ? value : [before, value].flat();
      if (part.valueTruncated || part.fieldnameTruncated) throw new Problem('too-large');
      continue;
    }
    // An empty file field is sent by browsers too: no name, no bytes.
    if (!part.filename || !onFile) {
      part.file.resume();
      continue;
    }
    await onFile(part, check(deps, request, body));
  }
  return check(deps, request, body);
}

/** Most that is read of a refused request, so that whoever sends it gets to read the answer. */
const mostDrained = 60_000_000;

/**
 * Reads on what is still being sent of a request that was refused half-way: a browser listens to the
 * answer only when it has finished sending, and would else show a broken connection.
 */
async function drain(raw: IncomingMessage): Promise<void> {
  raw.unpipe();
  let left = mostDrained;
  await new Promise<void>((done) => {
    if (raw.readableEnded || raw.destroyed) return done();
    const waited = setTimeout(done, 30_000);
    for (const event of ['end', 'close', 'error']) raw.once(event, () => { clearTimeout(waited); done(); });
    raw.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    });
    raw.resume();
  });
}

function onceOf({ csrf: _token, once, ...content }: FormBody, fresh: () => string): string {
  if (typeof once !== 'string' || once.length > 100) return fresh();
  return `${once}.${sha256(canonicalText(content)).slice(0, 16)}`;
}

function check(deps: Deps, request: FastifyRequest, body: FormBody): Posted {
  const token = readFormToken(body['csrf'], deps.keys.secret);
  const { session } = request;
  if (!token) throw new Problem(session ? 'form-token' : 'login-needed');
  const once = onceOf(body, deps.ids.next);
  if (session) {
    if (token.subject !== subjectRef(session.subject)) throw new Problem('form-token');
    return { body, once, loggedIn: true, personId: session.subject.kind === 'person' ? session.subject.personId : '' };
  }
  const personId = /^person\/(.+)$/.exec(token.subject)?.[1];
  if (!personId || Date.parse(deps.clock.now()) - token.madeAt > keepFor) throw new Problem('login-needed');
  return { body, once, loggedIn: false, personId };
}
