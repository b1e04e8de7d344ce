import { appealReceived, dayOf, factSet, type AppealRecord } from '@ankomst/core';
import { appealById, type LoadedCase } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import type { AppealForCourt } from '../exchange/clients/court.ts';
import { nameIn } from '../letters/compose-letter.ts';
import { Problem } from '../problem.ts';
import { isDrafted } from '../web/case-view.ts';

/** Most documents the court takes in one list. */
const mostDocuments = 200;

/**
 * Hands an appeal to the court with the list of the whole file, and keeps the court's number. The same appeal again is
 * the same to the court. One withdrawn meanwhile is not handed over, or taken back at once.
 * @throws Problem not-found, neighbour-down; PartnerRefused
 */
export async function handAppealToCourt(deps: Deps, appealId: string): Promise<void> {
  const appeal = await appealById(deps.store, appealId);
  if (!appeal) throw new Problem('not-found');
  if (appeal.status !== 'forwarded') return;
  await actOnCase(deps, { kind: 'system', id: 'appeals' }, appeal.caseId, async ({ loaded, state, ctx }) => {
    const { courtNumber } = await deps.court.lodge(forCourt(deps, loaded, appeal));
    const now = loaded.appeals.find((one) => one.id === appealId)!;
    return now.status === 'forwarded' && now.courtNumber !== courtNumber ? appealReceived(state, { appeal: now, courtNumber }, ctx) : null;
  });
  const after = await appealById(deps.store, appealId);
  if (after?.status === 'withdrawn') await deps.court.withdraw(appealId);
}

/** The same each time it is put together: the list holds what was in the file when the appeal went on, never what lies in somebody's draft. */
function forCourt(deps: Deps, loaded: LoadedCase, appeal: AppealRecord): AppealForCourt {
  const decision = loaded.decisions.find((one) => one.id === appeal.decisionId)!;
  const until = appeal.review!.at;
  const letters = loaded.letters.filter((one) => one.at <= until).map((one) => ({ name: `${one.letter}-${one.language}.pdf`, sha256: one.pdfSha256 }));
  const files = loaded.documents.filter((one) => one.at <= until && !isDrafted(one.id, loaded)).map(({ name, sha256 }) => ({ name, sha256 }));
  return {
    id: appeal.id, caseNumber: loaded.file.number, decision: { id: decision.id, hash: decision.hash.replace(/^sha256:/, '') },
    lodgedOn: dayOf(appeal.lodgedAt, deps.authority.calendar.timeZone), appellant: nameIn(factSet(loaded.facts), appeal.personId) || loaded.file.number,
    text: appeal.text, documents: [...letters, ...files].slice(0, mostDocuments),
  };
}

/** Tells the court that the appellant has taken the appeal back; a court that never got it need not know. @throws Problem neighbour-down; PartnerRefused */
export async function tellCourtWithdrawn(deps: Deps, appealId: string): Promise<void> {
  const appeal = await appealById(deps.store, appealId);
  if (appeal?.courtNumber) await deps.court.withdraw(appealId);
}
