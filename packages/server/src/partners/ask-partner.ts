import { factSet, partiesIn, partnerAnswered, subjectOf } from '@ankomst/core';
import type { Json, PartnerQuestion, Rulebook } from '@ankomst/core';
import { HopelessErrand, loadCase, logAccess, type LoadedCase } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { PartnerRefused } from '../notices/send-signed.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { askPassportValidity } from './passport-validity.ts';
import { askTaxHistory } from './tax-history.ts';
import { askUnion } from './union.ts';

/** What is asked, in the fields the rulebook names; `key` makes a repeat the same question. */
export interface Asked { key: string; loaded: LoadedCase; rulebook: Rulebook; fields: { [field: string]: Json } }

/** Asks one partner. @returns its answer, or undefined where it will come by itself. @throws Problem neighbour-down; PartnerRefused */
export type PartnerAdapter = (deps: Deps, asked: Asked) => Promise<{ [field: string]: Json } | undefined>;

/** Who is asked how, by the partner's id. */
const adapters: Record<string, PartnerAdapter> = {
  passports: askPassportValidity,
  tax: askTaxHistory,
  union: askUnion,
};

/**
 * A case has come to wait for a partner: it is asked what the rulebook says, with the fields it names and no others.
 * Where the partner refuses the question as such, what it could not answer is said to be unknown, and an officer sees it.
 */
export async function askPartner(deps: Deps, caseId: string, { requirement: id, partner }: { requirement: string; partner: string }, key: string): Promise<void> {
  const loaded = await loadCase(deps.store, caseId);
  if (!loaded || loaded.file.waiting?.reason !== id) return;
  const rulebook = await rulebookOfCase(deps, loaded.file);
  const requirement = rulebook.requirements.find((one) => one.id === id);
  const adapter = adapters[partner];
  if (!requirement?.ask || !adapter) throw new HopelessErrand(`nobody knows how to ask ${partner} for ${id}`);
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: { kind: 'partner', id: partner }, personIds: loaded.file.parties.map((party) => party.personId), caseId,
    purpose: 'handling', basis: requirement.id, what: `asked:${partner}`, granted: true,
  });
  const answer = await adapter(deps, { key, loaded, rulebook, fields: questionFields(requirement.ask, rulebook, loaded) }).catch((error: unknown): { [field: string]: Json } => {
    if (error instanceof PartnerRefused && !error.again && requirement.ask!.answer) return { [requirement.ask!.answer]: 'unknown' };
    throw error;
  });
  const value = answer && requirement.ask.answer ? answer[requirement.ask.answer] : undefined;
  if (value === undefined) return;
  await actOnCase(deps, { kind: 'partner', id: partner }, caseId, ({ state, ctx }) => partnerAnswered(state, { requirement: id, value, evidence: key }, ctx), `answered:${key}`);
}

/** The question's fields out of the facts on file; what is not on file is left out. Pure. */
export function questionFields(ask: PartnerQuestion, rulebook: Rulebook, { file, facts }: Pick<LoadedCase, 'file' | 'facts'>): { [field: string]: Json } {
  const set = factSet(facts);
  return Object.fromEntries(Object.entries(ask.fields).flatMap(([field, { role, fact }]) => {
    const personId = partiesIn(file, role ?? rulebook.applicantRole)[0]?.personId;
    const key = subjectOf(rulebook, file, fact, personId);
    const value = key === undefined ? undefined : set.get(key, fact)?.value;
    return value === undefined ? [] : [[field, value]];
  }));
}
