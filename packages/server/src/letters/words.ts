/** The few words of a letter that are the same in every service: its head, its foot, and which text counts. */
export interface LetterWords {
  caseNumber: string;
  date: string;
  legalBasis: string;
  /** ICU message with {page} and {pages}. */
  page: string;
  /** For somebody whose name is not in the register yet, in the middle of a sentence. */
  unnamed: string;
  /** Which language's text counts before the law; of translations only. */
  binding: string;
}

const words: Record<string, LetterWords> = {
  sv: { caseNumber: 'Ärendenummer', date: 'Datum', legalBasis: 'Lag', page: 'Sida {page} av {pages}', unnamed: 'barnet', binding: '' },
  en: { caseNumber: 'Case number', date: 'Date', legalBasis: 'Law', page: 'Page {page} of {pages}', unnamed: 'the child', binding: 'This is a translation. The Swedish text is the one that counts.' },
  ar: { caseNumber: 'رقم القضية', date: 'التاريخ', legalBasis: 'القانون', page: 'صفحة {page} من {pages}', unnamed: 'الطفل', binding: 'هذه ترجمة. النص السويدي هو المعتمد قانونًا.' },
  pt: { caseNumber: 'Número do processo', date: 'Data', legalBasis: 'Lei', page: 'Página {page} de {pages}', unnamed: 'a criança', binding: 'Esta é uma tradução. O texto sueco é o que tem valor legal.' },
  uk: { caseNumber: 'Номер справи', date: 'Дата', legalBasis: 'Закон', page: 'Сторінка {page} з {pages}', unnamed: 'дитина', binding: 'Це переклад. Юридичну силу має текст шведською мовою.' },
};

/** The words in a language; English where there are none in it. */
export function letterWords(language: string): LetterWords {
  return words[language] ?? words['en']!;
}
