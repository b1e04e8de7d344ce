import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { builtDesk, firstFiles } from '../scripts/build.ts';

test('what is fetched before the first view shows is at most 350 KB, compressed, and nothing in it is inline or from elsewhere', async () => {
  const folder = await builtDesk();
  const words = (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, { file: string }>)['src/words/sv.ts']!.file;
  const files = [...firstFiles(folder), words, 'index.html'];
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0);
  assert.ok(bytes <= 350 * 1024, `${Math.round(bytes / 1024)} KB in ${files.join(', ')}`);

  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
  for (const file of files.filter((one) => one.endsWith('.css'))) assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /url\(["']?(data:|https?:)/);
  assert.ok(existsSync(join(folder, 'sw.js')));
});

test('the page asks at once for who is logged in and for the view in which a day begins: none of it is found out later', async () => {
  const folder = await builtDesk();
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, { file: string; imports?: string[]; css?: string[] }>;
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  assert.match(page, /<link rel="preload" as="fetch" crossorigin href="\/desk\/api\/me">/);
  const first = new Set(firstFiles(folder));
  for (const name of ['index.html', 'src/shell/Home.tsx', 'src/queue/TodayPage.tsx']) {
    const { file, imports = [], css = [] } = manifest[name]!;
    for (const needed of [file, ...css, ...imports.map((one) => manifest[one]!.file)]) assert.ok(first.has(needed), `${name}: ${needed}`);
  }
  // kept by the browser for the next time, each build for itself
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  for (const file of [...first, manifest['src/words/sv.ts']!.file, manifest['src/words/en.ts']!.file]) assert.ok(worker.includes(`/desk/${file}`), file);
  assert.match(worker, /const name = "desk-[0-9a-f]{16}"/);
});
