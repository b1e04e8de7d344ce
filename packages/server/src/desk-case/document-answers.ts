import type { StaffCaseView, Words } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { CaseAnswer, DocumentAnswer } from './api.ts';

/** Where a document of a case is fetched by the desk. Our own letters are documents too: `letter-<id>`. */
export const fileAddress = (caseId: string, document: string): string => `/desk/api/cases/${encodeURIComponent(caseId)}/files/${encodeURIComponent(document)}`;

/** What people have sent in, with the facts each shows; then our own letters. */
export function documentAnswers(opened: OpenedCase, view: StaffCaseView, facts: CaseAnswer['facts'], say: (text: Words) => string): DocumentAnswer[] {
  const { file, documents, letters } = opened;
  const shownBy = new Map<string, string[]>();
  for (const fact of facts.flatMap((group) => group.facts)) {
    for (const id of new Set(fact.claims.flatMap((claim) => claim.place?.document ?? []))) shownBy.set(id, [...shownBy.get(id) ?? [], fact.key]);
  }
  return [
    ...documents.map((one, at): DocumentAnswer => ({
      id: one.id, name: one.name, what: say(view.documents[at]!.what), from: say(view.documents[at]!.from), at: one.at, href: fileAddress(file.id, one.id), letter: false,
      kind: kindOf(one.mediaType), facts: shownBy.get(one.id) ?? [],
    })),
    ...letters.map((one, at): DocumentAnswer => ({
      id: `letter-${one.id}`, name: say(view.letters[at]!.title), what: say(view.letters[at]!.title), from: '', at: one.at, href: fileAddress(file.id, `letter-${one.id}`), letter: true, kind: 'pdf', facts: [],
    })),
  ];
}

const kindOf = (mediaType: string): DocumentAnswer['kind'] =>
  (mediaType === 'application/pdf' ? 'pdf' : ['image/jpeg', 'image/png', 'image/webp'].includes(mediaType) ? 'image' : 'other');
