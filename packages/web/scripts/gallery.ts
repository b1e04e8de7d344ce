import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { examples } from '../test/examples.ts';

/**
 * Renders every page with example views in every language to a folder, to look at:
 *   node packages/web/scripts/gallery.ts <folder>
 */
export async function writeGallery(folder: string): Promise<string[]> {
  const written: string[] = [];
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const name of ['ankomst.css', 'ankomst.js', 'mark.svg']) copyFileSync(new URL(`../assets/${name}`, import.meta.url), join(folder, 'assets', name));
  for (const language of ['sv', 'en', 'ar', 'uk', 'pt']) {
    for (const example of await examples(language)) {
      const name = `${language}-${example.name}.html`;
      writeFileSync(join(folder, name), example.html.replaceAll('/assets/', 'assets/'));
      written.push(name);
    }
  }
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Gallery</title><ul>${written.map((name) => `<li><a href="${name}">${name}</a>`).join('')}</ul>`);
  return written;
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2] ?? 'packages/web/dist/gallery');
  console.log(`${(await writeGallery(folder)).length} pages in ${folder}`);
}
