import { canonicalText, contentHash, sha256 } from '@ankomst/core';
import type { Change, Instant, Json } from '@ankomst/core';
import type { Driver } from './driver/driver.ts';
import { StoreError, storeError } from './errors.ts';
import { searchNames } from './names.ts';

export interface CommitResult {
  /** True where the idempotency key or the inbox message was seen before: nothing was changed. */
  repeated: boolean;
  /** What the caller is to be told: the first caller's result where repeated, else the change's own. */
  result: Json;
  /** The version of each case after the commit. */
  versions: { [caseId: string]: number };
  /** Place of the last event written in the whole log; null where none was. */
  lastSeq: number | null;
}

/** The text of a change as `commit_change` reads it, with the canonical texts that are hashed. */
export function envelope(change: Change, now: Instant, isName: (fact: string) => boolean): string {
  const { events, decision, permit, letters, facts, ...rest } = change;
  for (const letter of letters ?? []) {
    if (sha256(letter.html) !== letter.htmlSha256) throw new StoreError('hash-mismatch', { letter: letter.id });
  }
  const names = facts === undefined ? [] : searchNames(facts, isName);
  return JSON.stringify({
    ...rest,
    now,
    ...(facts?.length ? { facts } : {}),
    ...(names.length ? { names } : {}),
    ...(letters?.length ? { letters } : {}),
    ...(events?.length ? { events: events.map(({ id, caseId, type, at, actor, data }) => ({
      id, caseId, type, at, actor, body: canonicalText({ id, caseId, type, at, actor, data }),
    })) } : {}),
    ...(decision ? { decision: decisionRow(decision) } : {}),
    ...(permit ? { permit: { ...permit, body: canonicalText(permit), hash: contentHash(permit) } } : {}),
  });
}

function decisionRow(decision: NonNullable<Change['decision']>): { [key: string]: unknown } {
  const { hash, ...content } = decision;
  const body = canonicalText(content);
  if (`sha256:${sha256(body)}` !== hash) throw new StoreError('hash-mismatch', { decision: decision.id });
  const { id, caseId, personId, outcome, automatic, decidedAt } = decision;
  return { id, caseId, personId, outcome, automatic, decidedAt, body, hash };
}

/** Two acts that met: the database undid one of them whole, so it may simply be done again. */
function mayRetry(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '40P01' || code === '40001' || (code === '23505' && constraint === 'fact_current');
}

/**
 * Commits a change in one transaction and one round trip, or not at all.
 * @throws StoreError version-conflict (detail.current: the version now stored), idempotency-key-reused,
 *   slot-taken, identifier-taken, case-number-taken, no-such-case, unstorable-text, hash-mismatch
 */
export async function commit(driver: Driver, change: Change, now: Instant, isName: (fact: string) => boolean): Promise<CommitResult> {
  const text = envelope(change, now, isName);
  for (let attempt = 1; ; attempt++) {
    try {
      const [row] = await driver.query<{ done: { repeated: boolean; result?: Json; versions?: { [caseId: string]: number }; lastSeq?: number } }>(
        'select commit_change($1::jsonb) as done', [text], 'commit_change');
      const { done } = row!;
      if (done.repeated) return { repeated: true, result: done.result ?? null, versions: done.versions ?? {}, lastSeq: null };
      return {
        repeated: false,
        result: change.result ?? null,
        versions: Object.fromEntries((change.cases ?? []).map((file) => [file.id, file.version + 1])),
        lastSeq: done.lastSeq ?? null,
      };
    } catch (error) {
      if (mayRetry(error) && attempt < 5) continue;
      const { code, detail } = error as { code?: string; detail?: string };
      if (code === 'AK003') {
        return { repeated: true, result: (JSON.parse(detail!) as { result: Json }).result, versions: {}, lastSeq: null };
      }
      throw storeError(error);
    }
  }
}
