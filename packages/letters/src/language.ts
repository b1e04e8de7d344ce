const rightToLeft = new Set(['ar', 'fa', 'prs', 'ps', 'ur', 'he', 'ckb']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0]!) ? 'rtl' : 'ltr';
}

/**
 * The locale dates and numbers are formatted in: always Gregorian with Latin digits, whatever the language's habit, so that a
 * date in a letter is the date in the law and on the card.
 */
export function formattingLocale(language: string): string {
  // Node has no data of its own for Dari; it is the Persian of Afghanistan.
  // Plain English would be American: month before day.
  const base = language === 'prs' ? 'fa-AF' : language === 'en' ? 'en-GB' : language;
  return `${base}-u-nu-latn-ca-gregory`;
}

/** The forms of plural the language has, e.g. one, few, many, other. */
export function pluralForms(language: string): string[] {
  return new Intl.PluralRules(formattingLocale(language)).resolvedOptions().pluralCategories;
}

const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
// Controls, and the private-use plane that stands for arguments while a message is worked on.
const controls = /[\p{Cc}\u{F0000}-\u{FFFFD}]/gu;

/**
 * Text from outside as it may be printed: composed (NFC), on one line, without the controls that could turn the text around it.
 * Joiners (ZWJ, ZWNJ) stay: they belong to the spelling of names.
 */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').replace(controls, '').replace(bidiControls, '').trim();
}
