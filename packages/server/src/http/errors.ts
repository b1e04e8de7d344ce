import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@ankomst/core';
import { StoreError } from '@ankomst/store';
import type { StoreErrorCode } from '@ankomst/store';
import type { Log } from '../deps.ts';
import { Problem, type ProblemCode } from '../problem.ts';

/** What is told of an error: never a stack, never what the database or a neighbour said. */
export interface Told {
  code: string;
  status: number;
  args: Record<string, unknown>;
}

const byFastifyCode: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_REQ_FILE_TOO_LARGE: 'file-too-large',
  FST_PARTS_LIMIT: 'too-large',
  FST_FILES_LIMIT: 'too-large',
  FST_FIELDS_LIMIT: 'too-large',
};

/** The code, status and arguments an error is answered with. Unknown ones are ours: 500, logged by the caller. */
export function toldOf(error: unknown): Told {
  if (error instanceof Problem || error instanceof DomainError) return { code: error.code, status: error.status, args: error.args };
  const { code, statusCode, validation } = (error ?? {}) as FastifyError;
  const known = error instanceof StoreError ? byStoreCode[error.code] : byFastifyCode[code ?? ''];
  if (known) return toldOf(new Problem(known));
  if (validation) return { ...toldOf(new Problem('bad-request')), args: { detail: validation.map((one) => `${one.instancePath} ${one.message}`).join('; ') } };
  if (statusCode === 429) return toldOf(new Problem('too-many'));
  if (statusCode && statusCode >= 400 && statusCode < 500) return toldOf(new Problem(statusCode === 404 ? 'not-found' : 'bad-request'));
  return toldOf(new Problem('internal'));
}

/** The store's refusals that a person can meet; any other is ours to answer for. */
const byStoreCode: Partial<Record<StoreErrorCode, ProblemCode>> = {
  'version-conflict': 'conflict', 'duplicate': 'conflict', 'no-such-case': 'not-found', 'idempotency-key-reused': 'key-reused',
  'slot-taken': 'slot-taken', 'unstorable-text': 'bad-request', 'database-unreachable': 'neighbour-down',
  'document-too-large': 'file-too-large', 'document-type-refused': 'file-type', 'document-type-differs': 'file-type',
  'image-too-large': 'image-too-large', 'document-unreadable': 'file-type', 'document-missing': 'not-found',
};

/** Does this request want a page? Browsers say so; partners' machines and our script do not. */
export function wantsPage(request: FastifyRequest): boolean {
  if (request.url.startsWith('/exchange/')) return false;
  return (request.headers.accept ?? '').includes('text/html');
}

/**
 * Answers every error: a page in the person's language where a page was asked for, else problem+json (RFC 9457).
 * The problems of the desk and of partners carry words for whoever reads them besides the code: `title`, and `recover` which says what to do.
 */
export function answerErrors(
  app: FastifyInstance, log: Log,
  { page, words }: {
    page: (told: Told, request: FastifyRequest, reply: FastifyReply) => FastifyReply;
    words: (told: Told, request: FastifyRequest) => { title: string; recover: string };
  },
): void {
  const answer = (told: Told, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.code(told.status);
    if ((told.status === 503 || told.status === 429) && !reply.hasHeader('retry-after')) reply.header('retry-after', '30');
    if (wantsPage(request)) return page(told, request, reply);
    return reply.type('application/problem+json').send({
      type: `urn:ankomst:problem:${told.code}`, title: told.code, status: told.status, code: told.code,
      requestId: request.id, ...(/^\/(desk|exchange)\//.test(request.url) ? words(told, request) : {}), ...(Object.keys(told.args).length > 0 ? { detail: told.args } : {}),
    });
  };
  app.setErrorHandler((error, request, reply) => {
    const told = toldOf(error);
    const fields = { requestId: request.id, code: told.code, method: request.method, route: request.routeOptions.url };
    // The error itself may quote what somebody typed: its kind and place are logged, not its words.
    if (told.status >= 500) log.error({ ...fields, error: (error as Error).name, at: placeOf(error) }, 'request failed');
    else log.info(fields, 'request refused');
    return answer(told, request, reply);
  });
  app.setNotFoundHandler((request, reply) => answer(toldOf(new Problem('not-found')), request, reply));
}

/** The first lines of the stack without the message: where, not what. */
function placeOf(error: unknown): string {
  const { stack = '', cause } = error as Error;
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 4).map((line) => line.trim());
  return [...lines, ...(cause instanceof Error ? [`caused by ${cause.name}${'code' in cause ? ` ${String(cause.code)}` : ''}`] : [])].join(' < ');
}
