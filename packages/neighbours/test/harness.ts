import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, compactVerify, createRemoteJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { freePorts, startNeighbours } from '../src/index.ts';
import type { Neighbours, NeighboursOptions } from '../src/index.ts';

/** What came in at the stand-in for the authority. */
export type Arrival = { path: string; contentType: string | undefined; body: string };

/** A small HTTP server in the authority's place: publishes a key set, takes events, and answers as it is told. */
export async function startAuthority() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...await exportJWK(publicKey), kid: 'authority-1', alg: 'ES256', use: 'sig' };
  const arrivals: Arrival[] = [];
  const state = { answer: (_nth: number) => 202 };
  const server = createServer((request, response) => {
    if (request.url === '/.well-known/jwks.json') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ keys: [jwk] }));
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      arrivals.push({ path: request.url!, contentType: request.headers['content-type'], body: Buffer.concat(parts).toString() });
      response.statusCode = state.answer(arrivals.length);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sign = (payload: object, key: CryptoKey = privateKey) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid: 'authority-1' }).sign(key);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals, state, sign,
    close: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

export type Bench = {
  authority: Awaited<ReturnType<typeof startAuthority>>;
  urls: Neighbours['urls'];
  /** Stops the neighbours and starts them again on the same data. */
  restart(): Promise<Neighbours['urls']>;
  close(): Promise<void>;
};

/** Neighbours on free ports with a directory of their own, and a stand-in for the authority. */
export async function startBench(options: Partial<NeighboursOptions> = {}): Promise<Bench> {
  const authority = await startAuthority();
  const dataDir = mkdtempSync(join(tmpdir(), 'neighbours-'));
  const start = (ports: Record<string, number>) => startNeighbours({
    dataDir, authorityUrl: authority.url, backoff: () => 20, cardSeconds: 0.05, unionSeconds: null, ...options,
    ports: { ...freePorts, ...ports },
  });
  let neighbours = await startOnOwnPorts(start);
  return {
    authority,
    get urls() { return neighbours.urls; },
    async restart() {
      const ports = Object.fromEntries(Object.entries(neighbours.urls).map(([name, url]) => [name, Number(new URL(url).port)]));
      await neighbours.close();
      neighbours = await start(ports);
      // The connections this process kept open to the old servers fail once; they shall do so here, not in a test.
      for (const url of Object.values(neighbours.urls).filter((one) => one.startsWith('http'))) {
        await until(`${url} to answer`, () => fetch(`${url}/control`).then((answer) => answer.text(), () => false));
      }
      return neighbours.urls;
    },
    async close() {
      await neighbours.close();
      await authority.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Ports below those the system hands out by itself: nobody else is given one of them between a stop and the next
 * start. Where one is taken all the same, others are tried.
 */
async function startOnOwnPorts(start: (ports: Record<string, number>) => Promise<Neighbours>): Promise<Neighbours> {
  for (let attempt = 1; ; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 1_000) * 12;
    try {
      return await start(Object.fromEntries(Object.keys(freePorts).map((name, index) => [name, first + index])));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE' || attempt === 10) throw error;
    }
  }
}

/** Waits until the probe gives something, looking often. @throws Error after five seconds */
export async function until<T>(what: string, probe: () => T | undefined | false | null | Promise<T | undefined | false | null>): Promise<T> {
  const end = Date.now() + 5000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** Sends a form as a browser does, from a page of the same site. */
export const postForm = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { accept: 'text/html', origin: new URL(url).origin, ...headers }, body: new URLSearchParams(fields), redirect: 'manual' });

export const postJose = (url: string, body: string) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/jose' }, body });

/** The payload of an event a neighbour sent, its signature checked against the keys it publishes. */
export async function readEvent(neighbour: string, jws: string): Promise<Record<string, any>> {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', neighbour));
  return JSON.parse(new TextDecoder().decode((await compactVerify(jws, keys, { algorithms: ['ES256'] })).payload)) as Record<string, any>;
}
