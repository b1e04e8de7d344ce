import { mandateFor, scopeFor } from '@ankomst/core';
import type { CaseFile, MandateRecord, MandateScope, RoleAct, Rulebook } from '@ankomst/core';
import { mandatesHeldBy } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { CaseAct, Subject } from './policy.ts';
import { todayOf } from '../today.ts';

/** The scope a representative needs for an act in a case; null: no mandate ever reaches it. */
export function scopeOf(act: CaseAct): MandateScope | null {
  if (act === 'join') return 'write';
  return act in scopeFor ? scopeFor[act as RoleAct] : null;
}

/** Whose part a person plays in a case: the own one, or a principal's by mandate. */
export interface StandIn {
  subject: Extract<Subject, { kind: 'person' }>;
  mandate?: MandateRecord;
}

/**
 * As whom this person stands in the case: as themselves where they are a party; else for a party whose role may do it and whose mandate
 * reaches this case and act, and of several for the one the case waits for. Asked of the store each time, so
 * that a revoked mandate is without effect with the next press of a button. Somebody without any part stays as they are.
 */
export async function standIn(deps: Deps, personId: string, file: Pick<CaseFile, 'id' | 'service' | 'parties' | 'waiting'>, act: CaseAct, roles: Rulebook['roles']): Promise<StandIn> {
  const self: StandIn = { subject: { kind: 'person', personId } };
  const scope = scopeOf(act);
  if (scope === null || file.parties.some((party) => party.personId === personId)) return self;
  const held = await mandatesHeldBy(deps.store, personId);
  if (held.length === 0) return self;
  const day = todayOf(deps);
  const may = (role: string): boolean => roles.some((one) => one.role === role && one.may.includes(act as RoleAct));
  const found = file.parties.filter((party) => may(party.role)).flatMap(({ personId: principal }) => {
    const mandate = mandateFor(held, { principal, holder: personId, scope, file, day });
    return mandate ? [mandate] : [];
  });
  const holder = file.waiting?.holder;
  const turn = found.find((one) => holder?.kind === 'person' && holder.personId === one.principal) ?? found[0];
  return turn ? { subject: { kind: 'person', personId: turn.principal, by: personId }, mandate: turn } : self;
}

/** The mandate by which a person may take a place in a case for somebody who is not in it yet. */
export async function mandateToJoin(deps: Deps, personId: string, principal: string, file: Pick<CaseFile, 'id' | 'service'>): Promise<MandateRecord | undefined> {
  const day = todayOf(deps);
  return mandateFor(await mandatesHeldBy(deps.store, personId), { principal, holder: personId, scope: 'write', file, day });
}
