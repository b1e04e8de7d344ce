import { mkdtemp, rm } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts, startNeighbours } from '@ankomst/neighbours';
import type { Neighbours, NeighboursOptions } from '@ankomst/neighbours';
import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Config } from '../config.ts';
import { inboxMessages } from '@ankomst/store';
import { startServer } from '../start-server.ts';
import type { RunningServer } from '../start-server.ts';
import { isName } from '../open-deps.ts';
import type { Given } from '../open-deps.ts';
import type { Clock } from '@ankomst/core';
import { shippedPeople, shippedStaff } from '@ankomst/neighbours';
import { quickStore } from '@ankomst/store/testing';
import type { TestStore } from '@ankomst/store/testing';
import { enrolTestStaff } from '../staff-login/enrol-test-staff.ts';
import { loadDemo } from '../demo/load-demo.ts';
import { createVisitor, formsOf } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

/** The authority and its neighbours, all real, on free ports of this machine, with their own empty data. */
export interface World {
  server: RunningServer;
  neighbours: Neighbours;
  config: Config;
  /** A person's browser, logged in by the eID where a number or staff id is given. */
  visitor(account?: string): Promise<Visitor>;
  /** The machine's clock, put forward by hand. */
  clock: Clock & { advance(milliseconds: number): void };
  /** Registers one of the register's expected births, and waits until the authority has taken it. */
  birth(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Which database; default: the quicker one there is. */
  store?: TestStore;
  given?: Given;
  neighbours?: Partial<NeighboursOptions>;
  config?: (config: Config) => Config;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ankomst-'));
  const port = await freePort();
  const authorityUrl = `http://127.0.0.1:${port}`;
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead).toISOString(), advance: (milliseconds: number) => { ahead += milliseconds; } };
  // One time for all: the day a neighbour rules, pays or looks up is the authority's day.
  const time = options.given?.clock ?? clock;
  const neighbours = await startNeighbours({
    clock: () => new Date(time.now()),
    dataDir, authorityUrl, ports: freePorts, backoff: () => 50, cardSeconds: 0, unionSeconds: null, ...options.neighbours,
  });
  const read = readConfig({
    PORT: String(port), PUBLIC_URL: authorityUrl, DATA_DIR: join(dataDir, 'authority'), LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    CONTENT_DIR: resolve(import.meta.dirname, '../../../../content/sweden'),
    ...neighbourAddresses(neighbours.urls),
  });
  const config = options.config?.(read) ?? read;
  const store = await (options.store ?? quickStore()).open({ clock, isName });
  // The families of the register are known to the authority, with their permits; no cases yet.
  const prepare = async (deps: Deps): Promise<void> => {
    await loadDemo(deps, { people: shippedPeople(), cases: 0 });
    await enrolTestStaff(deps, shippedStaff());
  };
  const server = await startServer(config, { clock, store, prepare, ...options.given }).catch(async (error: unknown) => {
    // left open, the neighbours would keep the process of a failed test from ever ending
    await Promise.all([store.close(), neighbours.close()]);
    throw error;
  });
  const world: World = {
    server,
    neighbours,
    clock,
    config,
    async visitor(account) {
      const visitor = createVisitor(authorityUrl);
      if (account) await logIn(visitor, account);
      return visitor;
    },
    async birth(id) {
      const taken = async (): Promise<number> => (await inboxMessages(server.deps.store, { limit: 1000 })).length;
      const before = await taken();
      await fetch(`${neighbours.urls.register}/births/expected/${id}`, { method: 'POST', redirect: 'manual' });
      await eventually(async () => await taken() > before);
    },
    async close() {
      await server.close();
      await store.close();
      await neighbours.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

/** Where the neighbours are, as the configuration reads it from the environment. */
export function neighbourAddresses({ eid, ...others }: Neighbours['urls']): Record<string, string> {
  return { EID_ISSUER: eid, ...Object.fromEntries(Object.entries(others).map(([name, url]) => [`${name.toUpperCase()}_URL`, url])) };
}

/** Logs in as a person does, by the eID's page, or as staff do, with the key that lies in the cabinet; lands where `back` says. */
export async function logIn(visitor: Visitor, account: string, back?: string): Promise<Page> {
  const staff = account.startsWith('staff-');
  const path = staff ? `/staff/login?back=${encodeURIComponent(back ?? '/staff')}` : `/login?with=eid&back=${encodeURIComponent(back ?? '/my')}`;
  const page = await visitor.get(path);
  return visitor.send(page, { fields: { account }, ...(staff ? { action: formsOf(page.text).find((form) => 'challenge' in form.hidden)?.action ?? 'no key cabinet' } : {}) });
}

/**
 * A port of this machine that nobody uses now, and that nobody is given by chance before it is taken: from below those
 * that the kernel gives to connections and to whoever asks for any (32768 and up, `net.ipv4.ip_local_port_range`).
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + randomInt(17_000);
    const probe = createServer();
    const free = await new Promise<boolean>((done) => probe.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true)));
    if (!free) continue;
    await new Promise((done) => probe.close(done));
    return port;
  }
}

/** Waits until something holds, looking every 20 ms; fails after a minute, or as many seconds as it may take. */
export async function eventually(holds: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const until = Date.now() + seconds * 1000; !(await holds());) {
    if (Date.now() > until) throw new Error(`it did not come to hold in ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
