/**
 * The words of a ping, the same whatever happened: a notification never says what the case
 * is about, whom it concerns or how it went (a phone lies on a table, a mail is read by others).
 * No link in SMS and mail either: people are taught not to follow them.
 */
export interface PingWords {
  title: string;
  body: string;
  dir: 'ltr' | 'rtl';
}

const words: Record<string, (authority: string) => Omit<PingWords, 'dir'>> = {
  sv: (authority) => ({ title: `Nytt från ${authority}`, body: `Det har hänt något i ditt ärende. Logga in hos ${authority} som du brukar, så ser du vad.` }),
  en: (authority) => ({ title: `News from ${authority}`, body: `There is news in your case. Log in to ${authority} as you usually do to see it.` }),
  ar: (authority) => ({ title: `جديد من \u2068${authority}\u2069`, body: `هناك جديد في قضيتك. سجّل الدخول إلى \u2068${authority}\u2069 كالمعتاد للاطلاع عليه.` }),
  pt: (authority) => ({ title: `Novidades de ${authority}`, body: `Há novidade no seu processo. Entre em ${authority}, como de costume, para ver.` }),
  uk: (authority) => ({ title: `Новини від \u2068${authority}\u2069`, body: `У вашій справі є новини. Увійдіть до системи \u2068${authority}\u2069, як зазвичай, щоб їх переглянути.` }),
};
const rightToLeft = new Set(['ar', 'fa', 'prs', 'ps', 'ur', 'he', 'ckb']);
export const isRightToLeft = (language: string): boolean => rightToLeft.has(language);

/** The words in the person's language; English where there are none in it. */
export function pingWords(language: string, authority: string): PingWords & { language: string } {
  const known = words[language] ? language : 'en';
  return { ...words[known]!(authority), dir: isRightToLeft(known) ? 'rtl' : 'ltr', language: known };
}
