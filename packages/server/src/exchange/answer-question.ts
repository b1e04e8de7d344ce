import { casesOfPerson, logAccess, personByIdentifier } from '@ankomst/store';
import type { CaseFile, Json, Permit } from '@ankomst/core';
import { groundName, type AskingPartner, type PartnerGround } from '../access/partner-grounds.ts';
import { openForPartner } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { personalNumber } from '../people/find-persons.ts';
import { Problem } from '../problem.ts';
import { todayOf } from '../today.ts';
import { inboxEntry } from './handlers.ts';
import type { PartnerEvent } from './handlers.ts';
import { readMessage } from './receive-event.ts';

/** A question that is older than this may have been found by somebody and is not the partner's any more. Milliseconds. */
const freshFor = 300_000;

/**
 * Answers a partner that asks for the status of one person's cases, by the number and on a ground of the content. Each
 * case is judged by the policies and logged before it is told of; told is what the ground names. Of somebody who is
 * unknown, has no case, or has protected identity the answer is the same and empty. The question is kept as it was signed.
 * @returns compact JWS with the authority's signature over {iss, aud, iat, jti, type, inReplyTo, legalBasis, data}
 * @throws Problem unknown-partner, bad-signature, neighbour-down, bad-request (no such question, or too old), key-reused
 * (asked before), no-ground (the content names no such ground for this partner)
 */
export async function answerQuestion(deps: Deps, partner: string, jws: string): Promise<string> {
  const { event: question, problem } = await readMessage(deps, partner, jws);
  if (!question) throw new Problem('bad-request', { problem });
  const { number, ground: stated } = question.data;
  if (question.type !== 'StatusAsked' || typeof number !== 'string' || !/^\d{12}$/.test(number) || typeof stated !== 'string') throw new Problem('bad-request', { problem: 'malformed' });
  if (Date.parse(question.issuedAt) < Date.parse(question.receivedAt) - freshFor) throw new Problem('bad-request', { problem: 'too-old' });

  const asking = deps.partners.find((one) => one.id === partner);
  const ground = asking?.grounds.find((one) => one.id === stated);
  const { repeated } = await deps.store.commit({ inbox: [inboxEntry(question)] });
  if (repeated) throw new Problem('key-reused');
  if (!asking || !ground) throw new Problem('no-ground');

  const personId = await personByIdentifier(deps.store, personalNumber, number);
  const data = answerOf(ground, personId === null ? [] : await casesTold(deps, personId, { asking, ground, question }), todayOf(deps));
  return deps.keys.sign({
    iss: deps.config.publicUrl.origin, aud: deps.config.partners[partner]!.issuer, iat: Math.floor(Date.parse(deps.clock.now()) / 1000),
    jti: deps.ids.next(), type: 'StatusTold', inReplyTo: question.messageId, legalBasis: ground.law, data,
  });
}

interface Told { file: CaseFile; permits: readonly Permit[] }

/** The cases in which the person is the one who applies and of which the partner is told on this ground; each look is logged. */
async function casesTold(deps: Deps, personId: string, { asking, ground, question }: { asking: AskingPartner; ground: PartnerGround; question: PartnerEvent }): Promise<Told[]> {
  const agency = { kind: 'agency' as const, agencyId: asking.id, grounds: asking.grounds.map((one) => groundName(asking.id, one.id)) };
  const told: Told[] = [];
  for (const { file } of await casesOfPerson(deps.store, personId)) {
    const opened = await openForPartner(deps, agency, file.id, { personId, ground: groundName(asking.id, ground.id), message: question.messageId });
    if (opened) told.push(opened);
  }
  if (told.length === 0) await logAccess(deps.store, {
    at: deps.clock.now(), actor: { kind: 'partner', id: asking.id }, personIds: [personId], purpose: 'partner', basis: 'nothing-to-tell', what: 'partner-status', granted: false,
    detail: { ground: groundName(asking.id, ground.id), message: question.messageId },
  });
  return told;
}

/** What the ground lets tell of these cases, and nothing else. Pure. */
export function answerOf({ tells }: Pick<PartnerGround, 'tells'>, cases: readonly Told[], today: string): { [field: string]: Json } {
  const fields = (['kind', 'validFrom', 'validTo'] as const).filter((field) => tells.includes(`permit.${field}`));
  const permits = cases.flatMap((one) => one.permits).filter(({ validTo }) => validTo === null || validTo >= today);
  return {
    ...(tells.includes('under-way') ? { underWay: cases.some(({ file }) => file.phase === 'lodged' || file.phase === 'appealed') } : {}),
    ...(fields.length > 0 ? { permits: permits.map((permit) => Object.fromEntries(fields.map((field) => [field, permit[field]]))) } : {}),
  };
}
