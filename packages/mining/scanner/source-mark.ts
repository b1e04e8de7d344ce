import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 (hex) over all that the scanner is made from: its sources, the compiler's version and the call of it. */
export function sourceMark(): string {
  const here = import.meta.dirname;
  const hash = createHash('sha256');
  for (const file of ['package.json', 'build.ts', ...readdirSync(join(here, 'assembly')).toSorted().map((name) => join('assembly', name))]) {
    hash.update(`${file}\n`).update(readFileSync(join(here, file), 'utf8').replaceAll('\r\n', '\n')).update('\n');
  }
  return hash.digest('hex');
}
