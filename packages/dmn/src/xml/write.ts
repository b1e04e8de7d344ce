import type { XmlDocument, XmlElement, XmlNode } from './tree.ts';

/** `even`: indented anew. `kept`: the space between elements as it was read, so that a change of one row is a change of its lines. */
export type Layout = 'even' | 'kept';

/**
 * Writes a tree as XML, always the same bytes for the same tree.
 *
 * Elements that hold only elements are indented by two spaces; an element with text keeps its content to the
 * letter, since white space may matter there. Unknown elements, comments and instructions are kept.
 */
export function writeXml(document: XmlDocument, layout: Layout = 'even'): string {
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  if (layout === 'kept') {
    for (const node of [...document.prolog, document.root, ...document.epilog]) {
      writeNode(node, '', 'kept', out);
      out.push('\n');
    }
    return out.join('');
  }
  for (const node of document.prolog) writeNode(node, '', true, out);
  writeNode(document.root, '', true, out);
  for (const node of document.epilog) writeNode(node, '', true, out);
  return out.join('');
}

function writeNode(node: XmlNode, indent: string, pretty: boolean | 'kept', out: string[]): void {
  const end = pretty === true ? '\n' : '';
  if (pretty === true) out.push(indent);
  if (node.type === 'comment') out.push('<!--', node.text, '-->', end);
  else if (node.type === 'instruction') out.push('<?', node.text, '?>', end);
  else if (node.type === 'text') out.push(node.cdata ? `<![CDATA[${node.text}]]>` : escapeText(node.text));
  else writeElement(node, indent, pretty, out);
}

function writeElement(element: XmlElement, indent: string, pretty: boolean | 'kept', out: string[]): void {
  out.push('<', element.name);
  for (const a of element.attributes) out.push(' ', a.name, '="', escapeAttribute(a.value), '"');
  const mixed = element.children.some((c) => c.type === 'text' && (c.cdata || /[^ \t\n]/.test(c.text)));
  const onlySpace = !mixed && element.children.length > 0 && element.children.every((c) => c.type === 'text');
  const end = pretty === true ? '\n' : '';
  if (element.children.length === 0) out.push('/>', end);
  else if (pretty === 'kept') {
    out.push('>');
    for (const c of element.children) writeNode(c, '', 'kept', out);
    out.push('</', element.name, '>');
  } else if (mixed || onlySpace || !pretty) {
    out.push('>');
    for (const c of element.children) writeNode(c, '', false, out);
    out.push('</', element.name, '>', end);
  } else {
    out.push('>\n');
    for (const c of element.children) if (c.type !== 'text') writeNode(c, `${indent}  `, true, out);
    out.push(indent, '</', element.name, '>\n');
  }
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&#13;'));
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (c) =>
    c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '"' ? '&quot;' : `&#${c.charCodeAt(0)};`);
}
