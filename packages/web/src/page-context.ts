import { chromeText, direction, hasText, pageLanguages, type Arguments } from './text.ts';
import type { Assets, PageContext, PageUser } from './context.ts';

/** What the server hands over; the rest is made here. */
export interface ContextInput {
  language: string;
  /** Service texts in that language; `undefined` where there is none. */
  service?: (key: string, args?: Arguments) => string | undefined;
  bindingLanguage?: string;
  authority?: string;
  user?: PageUser;
  csrf: string;
  once: () => string;
  path: string;
  now: string;
  timeZone?: string;
  assets: Assets;
  flash?: PageContext['flash'];
  unread?: number;
}

/** The context of one request's page. */
export function pageContext(input: ContextInput): PageContext {
  const { language } = input;
  return {
    language,
    dir: direction(language),
    t: (key, ...args) => chromeText(language, key, args[0] as Arguments | undefined),
    say: (key, args) => input.service?.(key, args) ?? (hasText(key) ? chromeText(language, key, args) : key),
    has: (key) => input.service?.(key) !== undefined || hasText(key),
    languages: pageLanguages,
    bindingLanguage: input.bindingLanguage ?? 'sv',
    authority: input.authority ?? 'Ankomst',
    user: input.user,
    csrf: input.csrf,
    once: input.once,
    path: input.path,
    now: input.now,
    timeZone: input.timeZone ?? 'Europe/Stockholm',
    assets: input.assets,
    flash: input.flash,
    unread: input.unread,
  };
}
