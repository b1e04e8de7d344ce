import { dayOf, isMrzReading, mrzStatements, mrzText, readMrz, type DocumentRecord, type Fact, type MrzFormat, type MrzPlace } from '@ankomst/core';

/** Where in a document a statement stands: shares of the page's width and height, from its upper left corner. */
export interface Region { x: number; y: number; width: number; height: number }
export interface PlaceOfFact { document: string; page: number; field?: string; region?: Region }

/**
 * The picture or file in which a fact was read, and where in it. Machine-readable lines have their place by their
 * standard (ICAO Doc 9303-3, 4-7): on a picture of the page alone it is exact, on a photo taken askew about right.
 * @param name which fact of those that the lines speak of
 */
export function placeOfFact(fact: Fact, name: string, documents: readonly DocumentRecord[], timeZone: string): PlaceOfFact | undefined {
  const document = documentOf(fact, name, documents);
  if (!document) return undefined;
  const lines = mrzText(fact.value);
  const reading = fact.name === name ? undefined : readMrz(lines, dayOf(fact.assertedAt, timeZone));
  if (!reading || !isMrzReading(reading)) return { document: document.id, page: 1 };
  const said = mrzStatements(reading).find((one) => one.fact === name);
  if (!said) return { document: document.id, page: 1 };
  const { place, printed } = reading.fields[said.field];
  return { document: document.id, page: 1, field: printed, region: regionOf(place, reading.format) };
}

/** The document a fact names; else the one that was sent in to prove facts of the same kind (`….passport-number` by `….passport-image`). */
function documentOf(fact: Fact, name: string, documents: readonly DocumentRecord[]): DocumentRecord | undefined {
  const named = [fact.evidence, (fact.value as { document?: string } | null)?.document, ...(Array.isArray(fact.value) ? fact.value : [])];
  const exact = documents.find((one) => named.includes(one.id));
  if (exact || (fact.source !== 'applicant' && fact.source !== 'document')) return exact;
  return documents.findLast((one) => one.fact !== undefined && kindOf(one.fact) === kindOf(name));
}

/** `person.passport-number@applicant` -> `person.passport` */
function kindOf(fact: string): string {
  const name = fact.split(/[@>]/)[0]!;
  return name.includes('-') ? name.slice(0, name.lastIndexOf('-')) : `${name} `;
}

/** Width and height of the page and its left margin in millimetres, lines and characters of the zone at its foot. */
const pages: Record<MrzFormat, { width: number; height: number; margin: number; lines: number; characters: number }> = {
  TD1: { width: 85.6, height: 54, margin: 4, lines: 3, characters: 30 },
  TD2: { width: 105, height: 74, margin: 4, lines: 2, characters: 36 },
  TD3: { width: 125, height: 88, margin: 6, lines: 2, characters: 44 },
  'MRV-A': { width: 120, height: 80, margin: 6, lines: 2, characters: 44 },
  'MRV-B': { width: 105, height: 74, margin: 4, lines: 2, characters: 36 },
};
/** Height of the zone in every format, and from one character to the next, in millimetres. */
const zone = 23.2, pitch = 2.54;

function regionOf({ line, from, to }: MrzPlace, format: MrzFormat): Region {
  const { width, height, margin, lines } = pages[format];
  const row = zone / lines;
  return {
    x: (margin + (from - 1) * pitch) / width, width: ((to - from + 1) * pitch) / width,
    y: (height - zone + (line - 1) * row) / height, height: row / height,
  };
}
