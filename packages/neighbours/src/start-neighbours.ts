import { join } from 'node:path';
import { startCards } from './cards/start-cards.ts';
import { startCatcher } from './catcher/start-catcher.ts';
import { startCompanies } from './companies/start-companies.ts';
import { startCourt } from './court/start-court.ts';
import type { EidClients } from './eid/clients.ts';
import { startEid } from './eid/start-eid.ts';
import { startKeys } from './security-keys/start-keys.ts';
import { startPassports } from './passports/start-passports.ts';
import { startPayments } from './payments/start-payments.ts';
import { startRegister } from './register/start-register.ts';
import type { Log } from './shared/service.ts';
import { startTax } from './tax/start-tax.ts';
import { startUnion } from './union/start-union.ts';

export type Ports = Record<'eid' | 'register' | 'catcher' | 'smtp' | 'cards' | 'payments' | 'companies' | 'tax' | 'passports' | 'court' | 'keys' | 'union', number>;

export type NeighboursOptions = {
  /** Memory and keys of the neighbours; made if missing. */
  dataDir: string;
  /** Where the authority answers, e.g. http://127.0.0.1:3000 */
  authorityUrl: string;
  host?: string;
  /** 0: any free port. */
  ports?: Partial<Ports>;
  /** Addresses others know the neighbours by, when they are not host and port. */
  publicUrls?: Partial<Record<Exclude<keyof Ports, 'smtp'>, string>>;
  clock?: () => Date;
  /** How the authority logs itself in at the eID. */
  clients?: Partial<EidClients>;
  /** Keys (bearer) the authority shows. */
  keys?: Partial<typeof demoSecrets.keys>;
  /** Seconds from the order of a card to the card. */
  cardSeconds?: number;
  /** Seconds from a request to the union's answer; null: it answers by its page only. */
  unionSeconds?: number | null;
  /** Milliseconds to wait after the n-th failed delivery of an event. */
  backoff?: (tries: number) => number;
  log?: Log;
};

export type Neighbours = {
  urls: Record<keyof Ports, string>;
  close(): Promise<void>;
};

export const defaultPorts: Ports = { eid: 3101, register: 3102, catcher: 3103, smtp: 3104, cards: 3105, payments: 3106, companies: 3107, tax: 3108, passports: 3109, court: 3110, union: 3111, keys: 3112 };

/** Any free port for each: for tests, which run beside each other. */
export const freePorts = Object.fromEntries(Object.keys(defaultPorts).map((name) => [name, 0])) as Ports;

/** Secrets of the demonstration, known to everybody: they protect nothing but show where real ones go. */
export const demoSecrets = {
  keys: {
    register: 'demo-register-key', catcher: 'demo-catcher-key', payments: 'demo-payments-key', companies: 'demo-companies-key',
    tax: 'demo-tax-key', passports: 'demo-passports-key', court: 'demo-court-key', union: 'demo-union-key',
  },
  clients: { ankomst: { secret: 'demo-ankomst-secret' } } satisfies EidClients,
};

/** Starts the simulated neighbours, each a real HTTP service on its own port; what they know survives a restart. */
export async function startNeighbours(options: NeighboursOptions): Promise<Neighbours> {
  const ports = { ...defaultPorts, ...options.ports };
  const keys = { ...demoSecrets.keys, ...options.keys };
  const common = {
    dataDir: join(options.dataDir, 'neighbours'), authorityUrl: new URL(options.authorityUrl).origin, host: options.host ?? '127.0.0.1',
    clock: options.clock ?? (() => new Date()), log: options.log ?? (() => {}), backoff: options.backoff,
  };
  const settings = <K extends keyof Ports>(name: K) => ({ ...common, port: ports[name], publicUrl: name === 'smtp' ? undefined : options.publicUrls?.[name as Exclude<K, 'smtp'>] });
  const started: { close(): Promise<void> }[] = [];
  const close = async () => void await Promise.all(started.splice(0).map((neighbour) => neighbour.close()));
  const keep = <T extends { close(): Promise<void> }>(neighbour: T): T => (started.push(neighbour), neighbour);
  try {
    // The eID and the tax agency ask the register who exists, so the register comes first.
    const register = keep(await startRegister({ ...settings('register'), key: keys.register }));
    const { people } = register;
    const eid = keep(await startEid({ ...settings('eid'), people, clients: { ...demoSecrets.clients, ...options.clients } }));
    const catcher = keep(await startCatcher({ ...settings('catcher'), smtpPort: ports.smtp, key: keys.catcher }));
    const cards = keep(await startCards({ ...settings('cards'), productionSeconds: options.cardSeconds ?? 5 }));
    const payments = keep(await startPayments({ ...settings('payments'), key: keys.payments }));
    const companies = keep(await startCompanies({ ...settings('companies'), key: keys.companies }));
    const tax = keep(await startTax({ ...settings('tax'), key: keys.tax, nameOf: people.nameOf }));
    const passports = keep(await startPassports({ ...settings('passports'), key: keys.passports }));
    const court = keep(await startCourt({ ...settings('court'), key: keys.court }));
    const cabinet = keep(await startKeys(settings('keys')));
    const union = keep(await startUnion({ ...settings('union'), key: keys.union, answerSeconds: options.unionSeconds === undefined ? 5 : options.unionSeconds }));
    const urls = {
      eid: eid.url, register: register.url, catcher: catcher.url, smtp: catcher.smtpUrl, cards: cards.url, payments: payments.url, companies: companies.url,
      tax: tax.url, passports: passports.url, court: court.url, keys: cabinet.url, union: union.url,
    };
    return { urls, close };
  } catch (error) {
    await close();
    throw error;
  }
}
