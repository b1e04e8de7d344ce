import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes the sources below `from` to `to` as plain JavaScript, for versions of Node that cannot strip types themselves
 * (20) and for browsers. Types are blanked out, so lines and columns stay what they were.
 */
export function stripTree(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || /\.(?:test|testing)\.ts$/.test(entry.name)) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    const plain = stripTypeScriptTypes(readFileSync(source, 'utf8'));
    writeFileSync(target, plain.replace(/((?:from|import)\s*\(?\s*')(\.{1,2}\/[^']+)\.ts'/g, "$1$2.js'"));
  }
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }\n');
}
