import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.bcmap': 'application/octet-stream', '.ttf': 'font/ttf', '.pfb': 'application/octet-stream',
};

/**
 * The worker that reads somebody's own log may run SQLite, which is WebAssembly; the page and all else may not. A
 * worker goes by the policy it was itself sent with (ADR 0030).
 */
const readerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";
const reader = /^assets\/file-worker-[\w-]+\.js$/;

interface DeskFile { type: string; bytes: Buffer; br?: Buffer; gzip?: Buffer; etag: string }
/** Everything built, by name, and which file holds the words of each language. */
interface Desk { files: Map<string, DeskFile>; words: Record<'sv' | 'en', string> }

/**
 * The built staff app under /desk. Its files are named by their content and never change; the one page answers for
 * every address of a view. Built and read at the first request, unless the start has done it.
 */
export function deskFiles(app: FastifyInstance, deps: Deps): void {
  let built: Promise<Desk> | undefined;
  const desk = (): Promise<Desk> => built ??= readDesk(deps).catch((error: unknown) => { built = undefined; throw error; });

  const send = async (request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> => {
    const { files, words } = await desk();
    const file = files.get(name);
    if (!file) throw new Problem('not-found');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = file.br && /\bbr\b/.test(accepted) ? 'br' : file.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    reply.headers({ 'content-type': file.type, vary: 'accept-encoding', etag: file.etag });
    reply.header('cache-control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    // the words are asked for with the page, in the language it will most likely be shown in
    if (name === 'index.html') reply.header('link', `</desk/${words[request.language === 'en' ? 'en' : 'sv']}>; rel=modulepreload; crossorigin`);
    if (reader.test(name)) reply.header('content-security-policy', readerPolicy);
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    if (encoding) reply.header('content-encoding', encoding);
    return reply.send(encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : file.bytes);
  };
  app.get('/desk/assets/*', (request, reply) => send(request, reply, `assets/${(request.params as { '*': string })['*']}`));
  app.get('/desk/sw.js', (request, reply) => send(request, reply, 'sw.js'));
  app.get('/desk', (request, reply) => send(request, reply, 'index.html'));
  app.get('/desk/*', (request, reply) => {
    if (request.url.startsWith('/desk/api/')) throw new Problem('not-found');
    return send(request, reply, 'index.html');
  });
}

/** Builds the desk where its sources changed, told by `say`: at the start, so that nobody waits for it later. Returns the folder. */
export async function readyDesk(say: (what: string) => void): Promise<string> {
  const { builtDesk } = await import('../../../web/desk/scripts/build.ts');
  return builtDesk(say);
}

async function readDesk(deps: Deps): Promise<Desk> {
  const folder = await readyDesk((what) => deps.log.info({}, what));
  const files = new Map<string, DeskFile>();
  for (const name of globSync('**/*', { cwd: folder })) {
    const type = types[extname(name)];
    if (!type) continue;
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const beside = (end: string): Buffer | undefined => (existsSync(path + end) ? readFileSync(path + end) : undefined);
    files.set(name.replaceAll('\\', '/'), { type, bytes, br: beside('.br'), gzip: beside('.gz'), etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"` });
  }
  const manifest = JSON.parse(String(files.get('manifest.json')!.bytes)) as Record<string, { file: string }>;
  return { files, words: { sv: manifest['src/words/sv.ts']!.file, en: manifest['src/words/en.ts']!.file } };
}
