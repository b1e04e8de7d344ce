import { canonicalText, sha256 } from '@ankomst/core';
import type { Instant, Json } from '@ankomst/core';
import type { Store } from '../store.ts';
import { storeError } from '../errors.ts';

/** A compact JWS (RFC 7515) whose payload is the canonical text of the value. */
export type Signer = (payload: Json) => string | Promise<string>;

/** What a checkpoint says, signed. */
export interface CheckpointStatement {
  no: number;
  at: Instant;
  /** SHA-256 of the statement before; null for the first. Checkpoints are a chain too. */
  previous: string | null;
  /** The log up to this place is covered. */
  lastSeq: number;
  /** Events since the checkpoint before. */
  events: number;
  /** Chains that grew since. */
  heads: number;
  /** SHA-256 of the lines `<case id> <case seq> <hash>\n` of those heads, by case id. */
  root: string;
}

/** The line of one head, and so what `root` is the hash of. */
export const headLine = (caseId: string, caseSeq: number, hash: string): string => `${caseId} ${caseSeq} ${hash}\n`;

const heads = `select distinct on (case_id) case_id, case_seq, hash from event where seq > $1 and seq <= $2 order by case_id, case_seq desc`;

/**
 * Writes a signed statement over the heads of all chains that grew since the last one.
 * From then on a chain cannot be rewritten, not even whole, without being found out by
 * whoever has the public key. Null where nothing has happened since.
 */
export async function writeCheckpoint(store: Store, sign: Signer): Promise<CheckpointStatement | null> {
  // Waits for writers under way: after it, every event up to last is either there or will never be.
  const last = await store.driver.transaction(async (tx) => {
    await tx.query('lock table event in share mode');
    return (await tx.query<{ last: number }>('select coalesce(max(seq), 0) as last from event'))[0]!.last;
  });
  const [before] = await store.query<{ no: number; last_seq: number; body: string }>('select no, last_seq, body from checkpoint order by no desc limit 1');
  const since = before?.last_seq ?? 0;
  if (last === since) return null;
  const [sum] = await store.query<{ events: number; heads: number; root: string }>(
    `select (select count(*) from event where seq > $1 and seq <= $2) as events, count(*) as heads,
       encode(sha256(convert_to(string_agg(case_id || ' ' || case_seq || ' ' || hash || chr(10), '' order by case_id), 'UTF8')), 'hex') as root
     from (${heads}) h`, [since, last]);
  const statement: CheckpointStatement = {
    no: (before?.no ?? 0) + 1, at: store.clock.now(), previous: before === undefined ? null : sha256(before.body), lastSeq: last, ...sum!,
  };
  const signed = await sign(statement as unknown as Json);
  try {
    await store.query(
      `with written as (
         insert into checkpoint (no, at, last_seq, events, body, signed) values ($3, $4, $2, $5, $6, $7) returning no)
       insert into checkpoint_head select written.no, h.case_id, h.case_seq, h.hash from written, (${heads}) h`,
      [since, last, statement.no, statement.at, statement.events, canonicalText(statement), signed]);
  } catch (error) {
    throw storeError(error);
  }
  return statement;
}
