import type { Json, NewFact } from '@ankomst/core';

/** Lower case, without accents, so that "Åsa Müller" is found as "asa muller". */
export function foldName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(texts);
  return [];
}

/** What persons may be searched by, out of facts that are names: one folded text per person and fact. */
export function searchNames(facts: readonly NewFact[], isName: (fact: string) => boolean): { personId: string; text: string }[] {
  return facts
    .filter((fact) => fact.subject.startsWith('person/') && isName(fact.name))
    .map((fact) => ({ personId: fact.subject.slice('person/'.length), text: foldName(texts(fact.value).join(' ')) }))
    .filter(({ text }) => text !== '');
}
