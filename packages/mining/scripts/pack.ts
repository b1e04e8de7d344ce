/**
 * The package as others install it: JavaScript and declarations, for Node strips no types below node_modules (ADR 0033).
 * Here in the house nothing is built; the sources are imported as they are.
 *
 *   npm run package -w packages/mining      writes packages/mining/dist, or the folder named
 *   npm pack ./packages/mining/dist         makes one file of it, to install from; npm publish puts it out
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..');
const dist = process.argv[2] ?? join(home, 'dist');
// of a folder somebody named, only what is made here is thrown away
rmSync(join(dist, 'js'), { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
const built = spawnSync(process.execPath, [tsc, '-p', join(home, 'tsconfig.package.json'), '--outDir', join(dist, 'js')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const { name, version, description, license, type } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Record<string, unknown>;
const entry = (file: string): object => ({ types: `./js/${file}.d.ts`, default: `./js/${file}.js` });
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({
  name, version, description, license, type, sideEffects: false,
  engines: { node: '>=20' }, // SQLite alone wants 22.13, and says so when it is asked for
  exports: { '.': entry('index'), './node': entry('node') },
  keywords: ['process mining', 'event log', 'xes', 'ocel', 'conformance', 'petri net', 'bpmn'],
}, null, 2)}\n`);
for (const file of ['README.md', 'API.md']) cpSync(join(home, file), join(dist, file));
cpSync(join(home, '..', '..', 'LICENSE'), join(dist, 'LICENSE'));
