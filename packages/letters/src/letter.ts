/** Why it was decided so: one reason and the law it rests on. What stands between FSI and PDI (UAX #9) keeps its own direction. */
export type Reason = { text: string; basis: LegalBasis[] };

export type LegalBasis = { label: string; url?: string };

export type LetterheadLabels = {
  caseNumber: string;
  date: string;
  /** Before the law of a reason, e.g. "Law". */
  legalBasis?: string;
  /** Foot of each page, an ICU message with {page} and {pages}. */
  page?: string;
};

export type Letterhead = {
  authority: string;
  /** Address and other ways to reach the authority. */
  addressLines: string[];
  caseNumber: string;
  /** YYYY-MM-DD; the date of the document. */
  date: string;
  recipient: { name: string; addressLines: string[] };
  labels: LetterheadLabels;
};

export type LetterInput = {
  /** The template in one language; its paragraphs hold ICU messages with named arguments. See the README. */
  markdown: string;
  /** BCP 47 tag of the template, e.g. sv, en, ar, uk. */
  language: string;
  /** The language that counts before the law; labels of law are in it. */
  bindingLanguage: string;
  /** What the messages ask for: texts, numbers, lists of texts, dates as YYYY-MM-DD or local time as YYYY-MM-DDTHH:mm. */
  arguments: Record<string, unknown>;
  reasons: Reason[];
  letterhead: Letterhead;
  /** Says, in a translated letter, that the text in the binding language counts. */
  bindingNote?: string;
};

export type RenderedLetter = {
  /** A safe HTML fragment: `<article lang dir>` with headings; styling is the page's. */
  html: string;
  /** The same words as plain text. */
  text: string;
  /** PDF/UA-1: tagged, searchable, with language and title. */
  pdf: Uint8Array;
  /** SHA-256 of the PDF, hex. */
  sha256: string;
  /** SHA-256 of the HTML in UTF-8, hex. */
  htmlSha256: string;
  /** Characters no shipped font has; the PDF shows U+FFFD for them, the HTML the character itself. */
  unprintable: string[];
};

/** What a letter consists of once the arguments are in: what HTML, text and PDF are all made from. */
export type Letter = {
  title: string;
  language: string;
  bindingLanguage: string;
  direction: 'ltr' | 'rtl';
  head: {
    authority: string;
    addressLines: string[];
    recipient: string[];
    details: { label: string; value: string }[];
  };
  blocks: Block[];
  bindingNote: string | null;
  /** YYYY-MM-DD */
  date: string;
  legalBasisLabel: string | null;
  pageMessage: string | null;
};

export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  /** The box that says what to do next. */
  | { kind: 'next'; blocks: Block[] }
  /** Numbered reasons with their law, after what the template says first. */
  | { kind: 'reasons'; blocks: Block[]; reasons: ComposedReason[] };

export type ComposedReason = { content: Inline[]; basis: LegalBasis[] };

export type Inline =
  | { kind: 'text'; text: string }
  /** What an argument brought: set apart from the direction of the text around it. */
  | { kind: 'value'; text: string }
  | { kind: 'strong'; content: Inline[] }
  | { kind: 'emphasis'; content: Inline[] }
  | { kind: 'link'; address: string; content: Inline[] }
  | { kind: 'break' };
