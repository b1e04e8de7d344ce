/**
 * Builds the scanner and writes it where the readers find it: `npm ci && npm run build` in this folder. It is done by
 * hand and its result is kept, so that who uses or installs the library needs no compiler (100 MB of it). A test holds
 * the result to its sources.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceMark } from './source-mark.ts';

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'scanner-'));
try {
  const made = join(folder, 'scanner.wasm');
  execFileSync(process.execPath, [join(here, 'node_modules/assemblyscript/bin/asc.js'), 'assembly/index.ts', '--outFile', made, '--optimizeLevel', '1', '--shrinkLevel', '2', '--runtime', 'minimal', '--noAssert', '--use', 'abort='], { cwd: here, stdio: 'inherit' });
  const binary = readFileSync(made);
  writeFileSync(process.argv[2] ?? join(here, '../src/import/scanner-binary.ts'), `// Made by packages/mining/scanner/build.ts from its folder assembly; not to be changed by hand.
/** The scanner as WebAssembly (${binary.length} bytes, in base64). */
export const binary = '${binary.toString('base64')}';
/** What it was made from (SHA-256 over the sources). */
export const madeFrom = '${sourceMark()}';
`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
