import type { Found } from '../../../../server/src/queue/api.ts';

/** What may be chosen below the search box. `to`: a case, or the words to search for. */
export interface Option { kind: 'person' | 'case' | 'document' | 'search' | 'recent'; id: string; text: string; more?: string; to: string }

const most = { persons: 5, cases: 3, documents: 2 };

/** What stands below the search box: what was found so far, each leading to its case, then everything; or, with nothing typed, what was looked for last. */
export function optionsOf({ words, found, recent, say }: { words: string; found: Found | undefined; recent: readonly string[]; say(key: string, args?: Record<string, string>): string }): Option[] {
  if (words === '') return recent.map((one) => ({ kind: 'recent', id: one, text: one, to: one }));
  const persons = (found?.persons ?? []).slice(0, most.persons).flatMap((one): Option[] => {
    const [first] = one.cases;
    // a person of whom one may see no case leads to the search, which says so
    return [{ kind: 'person', id: one.id, text: one.name || say('search.unnamed'), more: [one.born, first?.number].filter(Boolean).join(' · '), to: first?.id ?? '' }];
  }).filter((one) => one.to !== '');
  const cases = (found?.cases ?? []).slice(0, most.cases).map((one): Option => ({ kind: 'case', id: one.id, text: one.number, to: one.id }));
  const documents = (found?.documents ?? []).slice(0, most.documents).map((one): Option => ({ kind: 'document', id: one.id, text: one.name, more: one.number, to: one.caseId }));
  return [...persons, ...cases, ...documents, { kind: 'search', id: '', text: say('shell.search-for', { text: words }), to: words }];
}
