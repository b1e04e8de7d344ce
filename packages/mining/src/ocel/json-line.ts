/**
 * The line (from 1) on which the value at a path stands in a JSON text that parses; the nearest
 * one around it where the path leads nowhere. A walk over the text, for messages only.
 */
export function lineInJson(text: string, path: readonly (string | number)[]): number {
  let at = 0;
  const space = (): void => { while (/\s/.test(text[at] ?? '')) at++; };
  const string = (): string => {
    const from = at++;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return JSON.parse(text.slice(from, ++at)) as string;
  };
  const skip = (): void => {
    let depth = 0;
    do {
      const char = text[at]!;
      if (char === '"') string();
      else {
        if (char === '{' || char === '[') depth++;
        else if (char === '}' || char === ']') depth--;
        at++;
      }
      if (depth === 0 && (char === '"' || char === '}' || char === ']')) return;
    } while (at < text.length && (depth > 0 || !/[\s,}\]]/.test(text[at]!)));
  };
  space();
  let found = at;
  for (const step of path) {
    const open = text[at++];
    let hit = false;
    for (let i = 0; !hit; i++) {
      space();
      if (text[at] === '}' || text[at] === ']' || at >= text.length) break;
      let key: string | number = i;
      if (open === '{') { key = string(); space(); at++; space(); }
      hit = key === step;
      if (hit) found = at;
      else { skip(); space(); if (text[at] === ',') at++; }
    }
    if (!hit || (text[at] !== '{' && text[at] !== '[')) break;
  }
  return text.slice(0, found).split('\n').length;
}
