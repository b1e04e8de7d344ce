/** What a cell of a decision table says, in a reader's words. FEEL that has no plain words is left as it is. */
const words = {
  sv: { any: 'spelar ingen roll', true: 'ja', false: 'nej', null: 'okänt', not: 'inte', or: ' eller ', met: 'uppfyllt', 'not met': 'inte uppfyllt', unknown: 'går inte att säga', GRANT: 'bevilja', OFFICER: 'till handläggare' },
  en: { any: 'does not matter', true: 'yes', false: 'no', null: 'unknown', not: 'not', or: ' or ', met: 'met', 'not met': 'not met', unknown: 'cannot be said', GRANT: 'grant', OFFICER: 'to an officer' },
} as const;

/** @param text a unary test or an output as it stands in the cell */
export function cellWords(text: string, language: string): string {
  const say: Record<string, string> = words[language === 'sv' ? 'sv' : 'en'];
  const plain = text.trim();
  if (plain === '-' || plain === '') return say['any']!;
  const negated = /^not\(([^()]*)\)$/.exec(plain)?.[1];
  if (negated !== undefined) return `${say['not']} ${cellWords(negated, language)}`;
  const parts = topLevel(plain);
  return parts.map((part) => {
    const quoted = /^"([^"\\]*)"$/.exec(part)?.[1];
    return quoted !== undefined ? say[quoted] ?? quoted : ['true', 'false', 'null'].includes(part) ? say[part]! : part;
  }).join(parts.every((part) => /^("[^"]*"|true|false|null)$/.test(part)) ? say['or'] : ', ');
}

/** What may be written into a column: each value it allows, as FEEL and in words. `allowed`: unary tests, as the model constrains it. */
export function cellChoices({ kind, allowed }: { kind: string | undefined; allowed: string | undefined }, language: string): { text: string; words: string }[] {
  const values = allowed !== undefined ? topLevel(allowed) : kind === 'boolean' ? ['true', 'false'] : [];
  return values.filter((text) => /^("[^"]*"|true|false|-?\d+(\.\d+)?)$/.test(text)).map((text) => ({ text, words: cellWords(text, language) }));
}

/** The parts between commas that stand in no brackets and no quotes. */
function topLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0, quoted = false, from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' && text[i - 1] !== '\\') quoted = !quoted;
    else if (quoted) continue;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}
