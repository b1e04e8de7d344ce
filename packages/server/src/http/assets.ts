import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Assets } from '@ankomst/web';
import { Problem } from '../problem.ts';

const directory = new URL('../../../web/assets/', import.meta.url);
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.webmanifest': 'application/manifest+json',
};
/** Fetched by name, not by hash: the browser compares the service worker with its own copy. */
const byName = new Set(['sw.js']);

interface Asset { address: string; type: string; bytes: Buffer; brotli: Buffer; gzip: Buffer }

/** The files of packages/web/assets, read and compressed once. Addresses carry the content's hash and never change meaning. */
export interface AssetFiles {
  addressOf(name: string): string;
  addresses: Assets;
  find(address: string): Asset | undefined;
}

export function readAssets(): AssetFiles {
  const byAddress = new Map<string, Asset>();
  const addressOf = new Map<string, string>();
  for (const name of readdirSync(directory)) {
    const type = types[extname(name)];
    if (!type) continue;
    const bytes = readFileSync(new URL(name, directory));
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const address = byName.has(name) ? `/${name}` : `/assets/${name.slice(0, -extname(name).length)}.${hash}${extname(name)}`;
    addressOf.set(name, address);
    byAddress.set(address, {
      address, type, bytes,
      brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      gzip: gzipSync(bytes, { level: 9 }),
    });
  }
  const known = (name: string): string => {
    const address = addressOf.get(name);
    if (!address) throw new Error(`no asset ${name} in packages/web/assets`);
    return address;
  };
  return {
    addressOf: known,
    addresses: { css: known('ankomst.css'), js: known('ankomst.js'), mark: known('mark.svg'), key: known('key.js') },
    find: (address) => byAddress.get(address),
  };
}

export function assetRoutes(app: FastifyInstance, assets: AssetFiles): void {
  app.get('/assets/*', send);
  app.get('/sw.js', send);
  async function send(request: { url: string; headers: { 'accept-encoding'?: string | string[] } }, reply: import('fastify').FastifyReply): Promise<Buffer> {
    const asset = assets.find(request.url.split('?')[0]!);
    if (!asset) throw new Problem('not-found');
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    reply.type(asset.type).header('vary', 'accept-encoding');
    reply.header('cache-control', asset.address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (encoding) reply.header('content-encoding', encoding);
    return encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.bytes;
  }
}
