import type { Rulebook } from '@ankomst/core';
import type { Messages } from '@ankomst/content';
import type { Deps } from '../deps.ts';

const kept = new WeakMap<object, Map<string, Messages>>();

/**
 * The content's messages in a language: a rulebook's as it was released, or the authority's own.
 * Each set is compiled once and kept as long as what it came from.
 */
export function messagesOf(deps: Deps, language: string, rulebook?: Rulebook): Messages {
  const from = rulebook ?? deps.authority;
  const byLanguage = kept.get(from) ?? new Map<string, Messages>();
  kept.set(from, byLanguage);
  const messages = byLanguage.get(language) ?? deps.authority.messages(language, rulebook);
  byLanguage.set(language, messages);
  return messages;
}
