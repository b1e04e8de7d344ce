import { noticeSent, partiesIn, subjectOf, factSet, type FactSet, type Json, type NoticeDefinition, type Permit, type Rulebook, type CaseFile } from '@ankomst/core';
import { loadCase } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rulebookByHash } from '../rulebooks.ts';
import { sendSigned } from './send-signed.ts';

/** Where each kind of notice goes, by partner and event: the partner's own address for it. */
function addressOf(deps: Deps, partner: string, on: string): string {
  const addresses: Record<string, string> = {
    'population-register PermitGranted': `${deps.config.register.url}/notices/permits`,
    'tax PermitGranted': `${deps.config.tax.url}/notices/permits`,
  };
  const address = addresses[`${partner} ${on}`];
  if (!address) throw new Error(`no address is configured for notices of ${on} to ${partner}`);
  return address;
}

/**
 * Tells a partner what the law lets it know, and only the fields the rulebook names, with the basis.
 * `key` is the message's `jti`: a repeat is the same message to the partner.
 * @throws PartnerRefused where it was not taken; the outbox tries again
 */
export async function sendPartnerNotice(deps: Deps, caseId: string, payload: { notice: string; permit: string }, key: string): Promise<void> {
  const loaded = await loadCase(deps.store, caseId);
  if (!loaded) throw new Problem('not-found');
  const rulebook = await rulebookByHash(deps, loaded.file.rulebook);
  const notice = rulebook.notices.find((one) => one.id === payload.notice);
  const permit = loaded.permits.find((one) => one.id === payload.permit);
  if (!notice || !permit) throw new Problem('not-found');
  const data = noticeFields(notice, rulebook, loaded.file, factSet(loaded.facts), permit);
  const basis = rulebook.legalBasis.find((one) => one.id === notice.basis);
  await sendSigned(
    { sign: deps.keys.sign, issuer: deps.config.publicUrl.origin, now: deps.clock.now },
    { partner: notice.partner, url: addressOf(deps, notice.partner, notice.on) },
    { jti: key, type: notice.on, legalBasis: basis?.label['sv'] ?? notice.basis, data },
  );
  await actOnCase(deps, { kind: 'system', id: 'notices' }, caseId, ({ state, ctx }) =>
    noticeSent(state, { notice: notice.id, partner: notice.partner, message: key }, ctx), `sent:${key}`);
}

/** The message's fields, dotted names becoming objects; a fact not on file is left out. Pure. */
export function noticeFields(notice: NoticeDefinition, rulebook: Rulebook, file: CaseFile, facts: FactSet, permit: Permit): { [field: string]: Json } {
  const words: Record<string, Json> = { kind: permit.kind, ground: permit.ground, validFrom: permit.validFrom, validTo: permit.validTo, decision: permit.decisionId };
  const data: { [field: string]: Json } = {};
  for (const [path, source] of Object.entries(notice.payload)) {
    const value = source.permit !== undefined ? words[source.permit] : factOf(source.role, source.fact);
    if (value === undefined) continue;
    const steps = path.split('.');
    let at = data;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as { [field: string]: Json };
    at[steps.at(-1)!] = value;
  }
  return data;

  function factOf(role: string | undefined, name: string | undefined): Json | undefined {
    if (!name) return undefined;
    const personId = partiesIn(file, role ?? rulebook.applicantRole)[0]?.personId;
    const key = subjectOf(rulebook, file, name, personId);
    return key === undefined ? undefined : facts.get(key, name)?.value;
  }
}
