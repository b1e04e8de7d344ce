import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkContent } from './check/check-content.ts';
import type { Finding } from './finding.ts';
import type { Parsed } from './source.ts';

/** The content that is shipped: what tests plant their faults in. */
export const sweden = fileURLToPath(new URL('../../../content/sweden', import.meta.url));
export const newborn = 'services/child-born-in-sweden';

/** An edit of one file: the first place of `find` gets `put`; or the whole file is written, or (`null`) removed. */
export type Edit = { file: string; find: string; put: string } | { file: string; write: string | null };

/**
 * Works on a copy of the shipped content with faults planted in it, to be read alone: the copy is kept for the next
 * faults, and only what was planted is taken back. Faults that are all in services leave the other services out.
 */
export function withPlanted<T>(edits: readonly Edit[], work: (dir: string) => T): T {
  const dir = copyWith(edits.map(({ file }) => serviceOf(file)));
  const files = new Set(edits.map(({ file }) => file));
  try {
    for (const edit of edits) {
      const path = join(dir, edit.file);
      if ('write' in edit) {
        if (edit.write === null) rmSync(path); else writeFileSync(path, edit.write);
        continue;
      }
      const text = readFileSync(path, 'utf8');
      const at = text.indexOf(edit.find);
      if (at < 0) throw new Error(`"${edit.find}" is not in ${edit.file}`);
      writeFileSync(path, text.slice(0, at) + edit.put + text.slice(at + edit.find.length));
    }
    return work(dir);
  } finally {
    for (const file of files) {
      if (existsSync(join(sweden, file))) cpSync(join(sweden, file), join(dir, file));
      else rmSync(join(dir, file), { force: true });
    }
  }
}

const copies = new Map<string, string>();
process.once('exit', () => { for (const dir of copies.values()) rmSync(dir, { recursive: true, force: true }); });

/** A copy with these services, or (`undefined` among them: a fault outside of all) with every one. */
function copyWith(services: readonly (string | undefined)[]): string {
  const all = services.length === 0 || services.includes(undefined);
  const key = all ? 'all' : [...new Set(services)].sort().join();
  let dir = copies.get(key);
  if (dir === undefined) {
    copies.set(key, dir = mkdtempSync(join(tmpdir(), 'content-')));
    cpSync(sweden, dir, { recursive: true, filter: (path) => all || services.includes(serviceOf(relative(sweden, path)) ?? services[0]) });
  }
  return dir;
}

/** The service a file belongs to. */
const serviceOf = (file: string): string | undefined => /^services\/[^/]+/.exec(file.replaceAll('\\', '/'))?.[0];

let usual: Set<string> | undefined;
const parsed: Parsed = new Map();
const name = (one: Finding): string => `${one.code} ${one.file} ${one.message}`;

/** What the checker finds beyond what it finds in the shipped content, each with the text of its line. */
export function findingsWith(edits: readonly Edit[]): (Finding & { text: string })[] {
  usual ??= new Set(checkContent(sweden, parsed).map(name));
  return withPlanted(edits, (dir) => checkContent(dir, parsed).filter((one) => !usual!.has(name(one))).map((one) => {
    const path = join(dir, one.file);
    return { ...one, text: existsSync(path) ? readFileSync(path, 'utf8').split('\n')[one.line - 1] ?? '' : '' };
  }));
}
