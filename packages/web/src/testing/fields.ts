import { parseDocument } from 'htmlparser2';
import type { Element } from 'domhandler';

/** What a browser would post of the form fields in this HTML: by name, as typed; several values as a list. */
export function fieldsOf(markup: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  const add = (name: string | undefined, value: string): void => {
    if (!name) return;
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  };
  walk(parseDocument(markup).children as Element[], (element) => {
    const { name, type, value, checked } = element.attribs;
    if (element.name === 'input' && (type === 'radio' || type === 'checkbox')) {
      if (checked !== undefined) add(name, value ?? 'on');
    } else if (element.name === 'input' && type !== 'file') add(name, value ?? '');
    else if (element.name === 'textarea') add(name, decode(textOf(element)).replace(/^\n/, ''));
    else if (element.name === 'select') {
      const options: Element[] = [];
      walk(element.children as Element[], (child) => { if (child.name === 'option') options.push(child); });
      add(name, (options.find((option) => option.attribs.selected !== undefined) ?? options[0])?.attribs.value ?? '');
    }
  });
  return fields;
}

function walk(nodes: readonly Element[], visit: (element: Element) => void): void {
  for (const node of nodes) {
    if (!node.attribs) continue;
    visit(node);
    walk(node.children as Element[], visit);
  }
}
function textOf(element: Element): string {
  return element.children.map((child) => ('data' in child ? String(child.data) : '')).join('');
}

/** The parser leaves entities in a textarea as they are; a browser does not. */
function decode(text: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => signs[entity]!);
}
