/**
 * Makes the package that is published: `node packages/dmn/pack.mjs`, then `npm publish packages/dmn/dist`.
 *
 * Inside this repository the TypeScript sources run as they are; Node strips no types below node_modules, so what is
 * published is JavaScript with declarations.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', join(here, 'tsconfig.pack.json')], { stdio: 'inherit' });

const source = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const published = {
  ...source,
  bin: { dmn: './src/cli/main.js' },
  scripts: undefined,
  exports: { '.': { types: './src/index.d.ts', default: './src/index.js' } },
};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
copyFileSync(join(here, 'README.md'), join(dist, 'README.md'));
