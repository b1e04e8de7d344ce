import type { Instant } from '@ankomst/core';
import type { Arguments, TextKey, TextArguments } from './text.ts';

/** A person or staff member logged in, as the header shows it. */
export interface PageUser {
  name: string;
  /** On whose behalf, where it is not their own: names of the children, the employer, … */
  onBehalfOf?: string[];
  kind: 'person' | 'staff';
  /** Staff: which parts of the menu are shown. */
  roles?: string[];
}

/**
 * All a page needs besides its own view. Built once per request by `pageContext`.
 */
export interface PageContext {
  language: string;
  dir: 'ltr' | 'rtl';
  /** Texts of the pages themselves (packages/web/text), with typed keys. */
  t<K extends TextKey>(key: K, ...args: TextArguments<K>): string;
  /** Texts of the service (content/…/text): questions, reasons, requirements. A missing key gives the key. */
  say(key: string, args?: Arguments): string;
  /** Is there such a service text? */
  has(key: string): boolean;
  /** Languages offered, and the one whose text is binding. */
  languages: readonly string[];
  bindingLanguage: string;
  authority: string;
  user?: PageUser;
  /** Printed into every form that posts. */
  csrf: string;
  /** One-time key of each form rendered: the same key posted twice gives the first result. */
  once(): string;
  /** Path and query of this page: where the language menu and a login come back to. */
  path: string;
  now: Instant;
  /** IANA name. */
  timeZone: string;
  /** Addresses of the assets, with their hash. */
  assets: Assets;
  /** Shown once at the top after a redirect: "Saved", "Your time is booked". */
  flash?: { tone: 'success' | 'info' | 'warning'; text: string };
  /** Messages not yet read, for the menu. */
  unread?: number;
}
export interface Assets {
  css: string;
  js: string;
  mark: string;
  /** The script by which a browser asks a security key. */
  key?: string;
}

/** Literal words (a name, an officer's own text), or a service text by key. */
export type Words = string | { key: string; args?: Arguments };

export function words(value: Words, ctx: PageContext): string {
  return typeof value === 'string' ? value : ctx.say(value.key, value.args);
}
