import type { Rulebook } from '@ankomst/core';
import { createMessages } from '@ankomst/content';
import type { Messages } from '@ankomst/content';
import type { Deps } from '../deps.ts';
import ar from '../web/text/ar.json' with { type: 'json' };
import en from '../web/text/en.json' with { type: 'json' };
import pt from '../web/text/pt.json' with { type: 'json' };
import sv from '../web/text/sv.json' with { type: 'json' };
import uk from '../web/text/uk.json' with { type: 'json' };

/** The server's own few words, which join the service's texts to the pages (`ui.…`). They know of no law. */
const own: Record<string, Record<string, string>> = { ar, en, pt, sv, uk };
const kept = new WeakMap<object, Map<string, Messages>>();

/**
 * Messages in a language: a rulebook's as it was released, or the authority's own, and the server's words.
 * Each set is compiled once and kept as long as what it came from.
 */
export function messagesOf(deps: Deps, language: string, rulebook?: Rulebook): Messages {
  const from = rulebook ?? deps.authority;
  const byLanguage = kept.get(from) ?? new Map<string, Messages>();
  kept.set(from, byLanguage);
  let messages = byLanguage.get(language);
  if (!messages) {
    const { languages: { binding, offered }, calendar: { timeZone } } = deps.authority;
    const text = Object.fromEntries(offered.map((one) => [one, { ...own[one], ...from.text[one] }]));
    messages = createMessages(text, language, { binding, timeZone });
    byLanguage.set(language, messages);
  }
  return messages;
}
