import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const desk = join(import.meta.dirname, '..');
const root = join(desk, '../../..');
const dist = join(desk, 'dist');
/** Files worth compressing; pictures and fonts are so already. */
const texts = new Set(['.js', '.mjs', '.css', '.html', '.svg', '.json', '.wasm']);

/** The folder that holds the app as built from these very sources, whether or not it is there yet. */
export function deskFolder(): string {
  const hash = createHash('sha256');
  const sources = globSync(['src/**/*.{ts,tsx,css,json,svg}', '*.{html,svg,js,ts,json}', 'scripts/build.ts', '../theme/ankomst.css', '../../mining/src/**/*.ts', '../../../package-lock.json'], { cwd: desk })
    .filter((file) => !file.endsWith('.test.ts')).sort();
  for (const file of sources) hash.update(`${relative(root, join(desk, file))}\n`).update(readFileSync(join(desk, file))).update('\n');
  return join(dist, hash.digest('hex').slice(0, 16));
}

let built: Promise<string> | undefined;

/**
 * The folder of the built app; builds it first where its sources have changed (some seconds), once in a process: what
 * it serves stays the same while it runs. Several processes may ask at once: each builds beside, the first one's is kept.
 * @param say told when something is being built
 */
export function builtDesk(say: (what: string) => void = () => {}): Promise<string> {
  built ??= build(say).catch((error: unknown) => { built = undefined; throw error; });
  return built;
}

async function build(say: (what: string) => void): Promise<string> {
  const folder = deskFolder();
  if (existsSync(join(folder, 'index.html'))) return folder;
  say('Building the desk');
  mkdirSync(dist, { recursive: true });
  const beside = mkdtempSync(join(dist, '.building-'));
  try {
    const vite = await import('vite');
    await vite.build({ configFile: join(desk, 'vite.config.ts'), logLevel: 'error', build: { outDir: beside, emptyOutDir: true } });
    keepShell(beside, folder);
    compress(beside);
    try {
      renameSync(beside, folder);
    } catch (error) {
      if (!existsSync(join(folder, 'index.html'))) throw error; // else another process was first, with the same
    }
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  clearOld(folder);
  return folder;
}

/** The worker that keeps the shell, by name: what the first view loads, the words of each language, and the palette, which opens at once. */
function keepShell(folder: string, builtAs: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, { file: string; imports?: string[] }>;
  const soon = ['src/words/sv.ts', 'src/words/en.ts', 'src/kit/Palette.tsx'].flatMap((name) => [name, ...manifest[name]!.imports ?? []]).map((name) => manifest[name]!.file);
  const files = new Set([...firstFiles(folder), ...soon]); // a cache takes no file twice
  const worker = readFileSync(join(desk, 'sw.js'), 'utf8')
    .replace("['FILES']", JSON.stringify([...files].map((file) => `/desk/${file}`)))
    .replace("'desk-NAME'", JSON.stringify(`desk-${basename(builtAs)}`));
  writeFileSync(join(folder, 'sw.js'), worker);
}

/** What the page names, and so is fetched before anything shows; the words come besides, in the language of whoever asks. */
export function firstFiles(folder: string): string[] {
  const named = readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/"\/desk\/(assets\/[^"]+)"/g);
  return [...new Set([...named].map((match) => match[1]!))];
}

/** Each text once more as brotli and gzip, so that nothing is compressed while somebody waits. */
function compress(folder: string): void {
  for (const file of globSync('**/*', { cwd: folder }).map((name) => join(folder, name))) {
    if (!texts.has(extname(file)) || !statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Earlier builds go after an hour: a server that runs holds its own in memory. */
function clearOld(kept: string): void {
  for (const name of readdirSync(dist)) {
    const folder = join(dist, name);
    if (folder !== kept && Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) console.log(await builtDesk((what) => console.log(`${what} …`)));
