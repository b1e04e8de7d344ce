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
