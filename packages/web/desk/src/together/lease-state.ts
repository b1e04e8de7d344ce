import type { Together } from '../../../../server/src/together/api.ts';

/** How it stands between me and a case. */
export type LeaseState =
  /** I have it. `secondsLeft` until it runs out unless I go on. */
  | { kind: 'mine'; secondsLeft: number; asked: { name: string; at: string } | null }
  /** A colleague has it; `asked`: I have asked for it. */
  | { kind: 'theirs'; name: string; since: string; until: string; asked: 'me' | 'another' | null }
  /** I had it and it ran out; nobody else has it. */
  | { kind: 'lost' }
  | { kind: 'free' };

/** What the bar shows. Pure: `now` is the server's clock, in milliseconds. `held`: this view had taken it. */
export function leaseState(together: Pick<Together, 'lease' | 'snoozed'>, me: string, now: number, held: boolean): LeaseState {
  const { lease } = together;
  // who lays a case aside lets it go
  if (!lease || Date.parse(lease.until) <= now) return { kind: held && !together.snoozed ? 'lost' : 'free' };
  if (lease.mine) return { kind: 'mine', secondsLeft: Math.ceil((Date.parse(lease.until) - now) / 1000), asked: lease.asked ? { name: lease.asked.by.name, at: lease.asked.at } : null };
  return { kind: 'theirs', name: lease.holder.name, since: lease.since, until: lease.until, asked: !lease.asked ? null : lease.asked.by.staffId === me ? 'me' : 'another' };
}
