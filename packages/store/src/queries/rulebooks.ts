import { canonicalText, sha256 } from '@ankomst/core';
import type { Day, Instant, Rulebook, RulebookContent, RulebookRelease } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { StoreError } from '../errors.ts';

const release = 'hash, service, valid_from::text as "validFrom", iso(released_at) as "releasedAt"';

/** Keeps a released rulebook for ever. The same one again changes nothing. @throws StoreError hash-mismatch */
export async function putRulebook(db: Queryable, rulebook: Rulebook, releasedAt: Instant): Promise<void> {
  const { hash, ...content } = rulebook;
  const body = canonicalText(content);
  if (`sha256:${sha256(body)}` !== hash) throw new StoreError('hash-mismatch', { rulebook: hash });
  await db.query(
    'insert into rulebook values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict (hash) do nothing',
    [hash, rulebook.service, rulebook.version, rulebook.validFrom, releasedAt, JSON.stringify(rulebook.approvedBy), body]);
}

export async function getRulebook(db: Queryable, hash: string): Promise<Rulebook | null> {
  const [row] = await db.query<{ body: string }>('select body from rulebook where hash = $1', [hash], 'get_rulebook');
  return row === undefined ? null : { ...(JSON.parse(row.body) as RulebookContent), hash };
}

/** The rulebook a new case of a service falls under on a day: the newest release in force; null where there is none. */
export async function rulebookInForce(db: Queryable, service: string, on: Day): Promise<RulebookRelease | null> {
  const [row] = await db.query<RulebookRelease>(
    `select ${release} from rulebook where service = $1 and valid_from <= $2 order by rulebook.valid_from desc, released_at desc limit 1`, [service, on], 'rulebook_in_force');
  return row ?? null;
}

/** All releases, newest first. */
export async function rulebooks(db: Queryable): Promise<RulebookRelease[]> {
  return db.query<RulebookRelease>(`select ${release} from rulebook order by rulebook.valid_from desc, released_at desc`);
}
