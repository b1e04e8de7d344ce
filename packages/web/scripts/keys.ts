import { readFileSync, writeFileSync } from 'node:fs';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** Writes text/keys.d.ts: every key of the pages' texts with its arguments. A test regenerates it. */
const at = (name: string): URL => new URL(`../text/${name}`, import.meta.url);

export type Argument = 'number' | 'text';
/** The arguments of an ICU message, by name. */
export function argumentsOf(message: string): Map<string, Argument> {
  const found = new Map<string, Argument>();
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.argument && !found.has(element.value)) found.set(element.value, 'text');
      if (element.type === TYPE.number) found.set(element.value, 'number');
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        found.set(element.value, element.type === TYPE.plural ? 'number' : 'text');
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(message, { ignoreTag: true }));
  return found;
}

export function keysFile(): string {
  const messages: Record<string, string> = {
    ...JSON.parse(readFileSync(at('sv.json'), 'utf8')) as Record<string, string>,
    ...JSON.parse(readFileSync(at('staff/sv.json'), 'utf8')) as Record<string, string>,
  };
  const rows = Object.keys(messages).sort().map((key) => {
    const args = [...argumentsOf(messages[key]!)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, type]) => `${name}: ${type === 'number' ? 'number' : 'string | number'}`);
    return `  '${key}': { ${args.join('; ')} };`.replace('{  }', '{}');
  });
  return `// Made by scripts/keys.ts from the texts. Do not edit.\nexport interface Texts {\n${rows.join('\n')}\n}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(at('keys.d.ts'), keysFile());
