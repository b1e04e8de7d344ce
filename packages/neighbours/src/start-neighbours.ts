import { join } from 'node:path';
import { startCards } from './cards/start-cards.ts';
import { startCatcher } from './catcher/start-catcher.ts';
import type { EidClients } from './eid/clients.ts';
import { startEid } from './eid/start-eid.ts';
import { startRegister } from './register/start-register.ts';
import type { Log } from './shared/service.ts';

export type Ports = { eid: number; register: number; catcher: number; smtp: number; cards: number };

export type NeighboursOptions = {
  /** Memory and keys of the neighbours; made if missing. */
  dataDir: string;
  /** Where the authority answers, e.g. http://127.0.0.1:3000 */
  authorityUrl: string;
  host?: string;
  /** 0: any free port. */
  ports?: Partial<Ports>;
  /** Addresses others know the neighbours by, when they are not host and port. */
  publicUrls?: Partial<Record<'eid' | 'register' | 'catcher' | 'cards', string>>;
  clock?: () => Date;
  /** How the authority logs itself in at the eID. */
  clients?: Partial<EidClients>;
  /** Keys (bearer) the authority shows to the register and the catcher. */
  keys?: Partial<{ register: string; catcher: string }>;
  /** Seconds from the order of a card to the card. */
  cardSeconds?: number;
  /** Milliseconds to wait after the n-th failed delivery of an event. */
  backoff?: (tries: number) => number;
  log?: Log;
};

export type Neighbours = {
  urls: { eid: string; register: string; catcher: string; smtp: string; cards: string };
  close(): Promise<void>;
};

export const defaultPorts: Ports = { eid: 3101, register: 3102, catcher: 3103, smtp: 3104, cards: 3105 };

/** Secrets of the demonstration, known to everybody: they protect nothing but show where real ones go. */
export const demoSecrets = {
  keys: { register: 'demo-register-key', catcher: 'demo-catcher-key' },
  clients: { ankomst: { secret: 'demo-ankomst-secret' }, 'ankomst-staff': { secret: 'demo-ankomst-staff-secret' } } satisfies EidClients,
};

/** Starts the simulated neighbours, each a real HTTP service on its own port; what they know survives a restart. */
export async function startNeighbours(options: NeighboursOptions): Promise<Neighbours> {
  const ports = { ...defaultPorts, ...options.ports };
  const keys = { ...demoSecrets.keys, ...options.keys };
  const common = {
    dataDir: join(options.dataDir, 'neighbours'), authorityUrl: new URL(options.authorityUrl).origin, host: options.host ?? '127.0.0.1',
    clock: options.clock ?? (() => new Date()), log: options.log ?? (() => {}), backoff: options.backoff,
  };
  const started: { close(): Promise<void> }[] = [];
  const close = async () => void await Promise.all(started.splice(0).map((neighbour) => neighbour.close()));
  const keep = <T extends { close(): Promise<void> }>(neighbour: T): T => (started.push(neighbour), neighbour);
  try {
    // The eID asks the register who exists, so the register comes first.
    const register = keep(await startRegister({ ...common, port: ports.register, publicUrl: options.publicUrls?.register, key: keys.register }));
    const eid = keep(await startEid({ ...common, port: ports.eid, publicUrl: options.publicUrls?.eid, people: register.people, clients: { ...demoSecrets.clients, ...options.clients } }));
    const catcher = keep(await startCatcher({ ...common, port: ports.catcher, smtpPort: ports.smtp, publicUrl: options.publicUrls?.catcher, key: keys.catcher }));
    const cards = keep(await startCards({ ...common, port: ports.cards, publicUrl: options.publicUrls?.cards, productionSeconds: options.cardSeconds ?? 5 }));
    return { urls: { eid: eid.url, register: register.url, catcher: catcher.url, smtp: catcher.smtpUrl, cards: cards.url }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
