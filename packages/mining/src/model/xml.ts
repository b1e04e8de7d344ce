import { unescapeXml } from '../import/xml-text.ts';

/** An XML element, names without their namespace prefix; text is what stands directly in it. */
export interface Element { name: string; attributes: Record<string, string>; children: Element[]; text: string }

/** What is wrong in an XML document, and in which line. */
export class XmlError extends Error {
  readonly line: number;
  constructor(line: number, expected: string) { super(`line ${line}: expected ${expected}`); this.name = 'XmlError'; this.line = line; }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads a model file (kilobytes; event logs have a streaming reader) as a tree. Own entities are not read. @throws XmlError */
export function parseXml(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [top];
  let at = 0;
  const fail = (expected: string): never => { throw new XmlError(text.slice(0, at).split('\n').length, expected); };
  const decode = (raw: string): string => raw.replaceAll(/&[^;&]*;?/g, (whole, offset: number) => {
    const character = unescapeXml(whole);
    if (character !== whole) return character;
    at += offset;
    return fail('&amp; &lt; &gt; &quot; &apos; or the number of a character, ended by ;');
  });
  const skipPast = (end: string): void => {
    const to = text.indexOf(end, at);
    if (to < 0) fail(end);
    at = to + end.length;
  };
  const tag = /<(\/?)([^\s<>/=!?]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
  while (at < text.length) {
    const here = open.at(-1)!;
    if (text[at] !== '<') {
      const to = text.indexOf('<', at);
      const raw = text.slice(at, to < 0 ? text.length : to);
      if (here === top && raw.replace(/^\uFEFF/, '').trim() !== '') fail('<');
      here.text += decode(raw);
      at += raw.length;
    } else if (text.startsWith('<!--', at)) skipPast('-->');
    else if (text.startsWith('<![CDATA[', at)) {
      const from = at + 9;
      skipPast(']]>');
      here.text += text.slice(from, at - 3);
    } else if (text.startsWith('<?', at)) skipPast('?>');
    else if (text.startsWith('<!DOCTYPE', at)) {
      skipPast('>');
      if (text.slice(0, at).includes('[')) fail('a document type without own entities');
    } else {
      tag.lastIndex = at;
      const match = tag.exec(text) ?? fail('a tag');
      const name = local(match[2]!);
      if (match[1] === '/') {
        if (here === top || here.name !== name) fail(here === top ? 'an element' : `</${here.name}>`);
        open.pop();
      } else {
        const element: Element = { name, attributes: {}, children: [], text: '' };
        for (const [, key, quoted] of match[3]!.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)) element.attributes[local(key!)] = decode(quoted!.slice(1, -1));
        here.children.push(element);
        if (match[4] === '') open.push(element);
      }
      at += match[0].length;
    }
  }
  if (open.length > 1) fail(`</${open.at(-1)!.name}>`);
  return top.children[0] ?? fail('an element');
}
