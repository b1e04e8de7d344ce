import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Assets } from './context.ts';

/** One file the pages ask for: its address (with its hash, so that it may be kept for ever), bytes and type. */
export interface Asset { path: string; body: Buffer; type: string }

const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' };

/** Reads packages/web/assets. The service worker keeps its name: its address is its identity. */
export function loadAsset(name: string): Asset {
  const body = readFileSync(new URL(`../assets/${name}`, import.meta.url));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  const dot = name.lastIndexOf('.');
  const path = name === 'sw.js' ? '/sw.js' : `/assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  return { path, body, type: types[name.slice(dot + 1)]! };
}

let all: Asset[] | undefined;
/** Every file to serve: those under /assets with an immutable address, and /sw.js. */
export function assetFiles(): readonly Asset[] {
  return (all ??= ['ankomst.css', 'ankomst.js', 'mark.svg', 'sw.js'].map(loadAsset));
}

/** Their addresses, for the page context. */
export function assets(): Assets {
  const [css, js, mark] = assetFiles();
  return { css: css!.path, js: js!.path, mark: mark!.path };
}
