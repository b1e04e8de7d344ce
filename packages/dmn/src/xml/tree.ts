/** A full-fidelity XML tree: what the engine does not use is kept, with its place. */

export interface XmlAttribute { name: string; value: string }

export interface XmlElement {
  type: 'element';
  /** The name as written, prefix included. */
  name: string;
  prefix: string;
  local: string;
  /** The namespace the prefix stands for here ('' for none). */
  namespace: string;
  attributes: XmlAttribute[];
  children: XmlNode[];
  parent: XmlElement | undefined;
  line: number;
  column: number;
}
export interface XmlText { type: 'text'; text: string; cdata: boolean; line: number; column: number }
export interface XmlComment { type: 'comment'; text: string }
export interface XmlInstruction { type: 'instruction'; text: string }
export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlDocument {
  /** Comments and processing instructions before and after the root. */
  prolog: (XmlComment | XmlInstruction)[];
  root: XmlElement;
  epilog: (XmlComment | XmlInstruction)[];
}

/** The value of an attribute without a prefix, or undefined. */
export function attribute(element: XmlElement, name: string): string | undefined {
  for (const a of element.attributes) if (a.name === name) return a.value;
  return undefined;
}

/** Sets an attribute, at the end if it is new. */
export function setAttribute(element: XmlElement, name: string, value: string): void {
  const present = element.attributes.find((a) => a.name === name);
  if (present) present.value = value;
  else element.attributes.push({ name, value });
}

/** The child elements, in order. */
export function elements(element: XmlElement): XmlElement[] {
  return element.children.filter((c): c is XmlElement => c.type === 'element');
}

/** All text directly inside an element. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const c of element.children) if (c.type === 'text') text += c.text;
  return text;
}

/** Resolves a prefix at an element by the xmlns declarations around it. */
export function resolvePrefix(element: XmlElement, prefix: string): string | undefined {
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const value = attribute(at, name);
    if (value !== undefined) return value;
  }
  return prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : undefined;
}
