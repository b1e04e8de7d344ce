import type { Readable } from 'node:stream';
import { takePhoto as take, type DocumentRecord } from '@ankomst/core';
import { appointmentById } from '@ankomst/store';
import { openCase } from '../access/open-case.ts';
import { cleanFileName } from '../documents/receive-file.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleVisit, type VisitAct } from './handle-visit.ts';

/** The fact under which a photo for a card is filed. */
export const photoFact = 'case.photo-taken';

/** Takes the photo for the card: kept as it came, its kind found in its content. @throws StoreError for what is no picture; DomainError out-of-order */
export async function takePhoto(deps: Deps, input: VisitAct & { photo: { bytes: Readable; name: string; claimed: string } }): Promise<void> {
  const { bytes, name, claimed } = input.photo;
  // let in before any byte is kept
  const visit = await appointmentById(deps.store, input.appointment);
  if (!visit) throw new Problem('not-found');
  await openCase(deps, input.staff, visit.caseId, 'visit', 'take-photo');
  const stored = await deps.documents.put(bytes, { maxBytes: deps.config.limits.fileBytes, claimed, accept: ['image/jpeg', 'image/png'] });
  await handleVisit(deps, input, 'take-photo', ({ state, file, rulebook }, appointment, ctx) => {
    const record: DocumentRecord = {
      id: ctx.ids.next(), sha256: stored.sha256, size: stored.size, mediaType: stored.mediaType, name: cleanFileName(name), caseId: file.id,
      personId: file.parties.find((party) => party.role === rulebook.applicantRole)?.personId, uploadedBy: input.staff.staffId, at: ctx.at, fact: photoFact,
    };
    return { ...take(state, { appointment, photoSha256: stored.sha256 }, ctx), documents: [record] };
  });
}
