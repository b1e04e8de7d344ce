import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startNeighbours } from '@ankomst/neighbours';
import type { Neighbours, NeighboursOptions } from '@ankomst/neighbours';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { startServer } from '../start-server.ts';
import type { RunningServer } from '../start-server.ts';
import type { Given } from '../open-deps.ts';
import { createVisitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

/** The authority and its neighbours, all real, on free ports of this machine, with their own empty data. */
export interface World {
  server: RunningServer;
  neighbours: Neighbours;
  config: Config;
  /** A person's browser, logged in by the eID where a number or staff id is given. */
  visitor(account?: string): Promise<Visitor>;
  /** Stops the server and starts it again over the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  given?: Given;
  neighbours?: Partial<NeighboursOptions>;
  config?: (config: Config) => Config;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ankomst-'));
  const port = await freePort();
  const authorityUrl = `http://127.0.0.1:${port}`;
  const neighbours = await startNeighbours({
    dataDir, authorityUrl, ports: { eid: 0, register: 0, catcher: 0, smtp: 0, cards: 0 }, backoff: () => 50, cardSeconds: 0, ...options.neighbours,
  });
  const read = readConfig({
    PORT: String(port), PUBLIC_URL: authorityUrl, DATA_DIR: join(dataDir, 'authority'), LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    CONTENT_DIR: resolve(import.meta.dirname, '../../../../content/sweden'),
    EID_ISSUER: neighbours.urls.eid, REGISTER_URL: neighbours.urls.register, CATCHER_URL: neighbours.urls.catcher,
    SMTP_URL: neighbours.urls.smtp, CARDS_URL: neighbours.urls.cards, DATABASE_URL: process.env['TEST_SERVER_DATABASE_URL'],
  });
  const config = options.config?.(read) ?? read;
  const world: World = {
    server: await startServer(config, options.given),
    neighbours,
    config,
    async visitor(account) {
      const visitor = createVisitor(authorityUrl);
      if (account) await logIn(visitor, account);
      return visitor;
    },
    async restart() {
      await world.server.close();
      world.server = await startServer(config, options.given);
    },
    async close() {
      await world.server.close();
      await neighbours.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

/** Logs in by the eID's page, as a person does, and lands where `back` says. */
export async function logIn(visitor: Visitor, account: string, back?: string): Promise<Page> {
  const staff = account.startsWith('staff-');
  const path = staff ? `/staff/login?back=${encodeURIComponent(back ?? '/staff')}` : `/login?with=eid&back=${encodeURIComponent(back ?? '/my')}`;
  return visitor.send(await visitor.get(path), { fields: { account } });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
