import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { checkContent } from '@ankomst/content';
import { readConfig, type Config } from '@ankomst/server';
import { StoreError } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';

interface Check { name: string; ok: boolean; say: string }

/** `ankomst doctor`: looks at this machine and configuration, and says what to mend. Exit 1 where something stands in the way. */
export async function doctor(): Promise<number> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    console.log(`wrong  configuration   ${(error as Error).message}`);
    return 1;
  }
  const checks = [nodeVersion(), dataDirectory(config), content(config), await port(config), await database(config), ...await neighbours(config)];
  for (const { name, ok, say } of checks) console.log(`${ok ? 'well ' : 'wrong'}  ${name.padEnd(18)}${say}`);
  const wrong = checks.filter((check) => !check.ok).length;
  console.log(wrong === 0 ? 'Nothing stands in the way.' : `${wrong} to mend.`);
  return wrong === 0 ? 0 : 1;
}

function nodeVersion(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  return { name: 'Node', ok: major >= 24, say: major >= 24 ? process.versions.node : `${process.versions.node}; the scripts use the pinned Node 24: run by npm` };
}

function dataDirectory({ dataDir }: Config): Check {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    const { bavail, bsize } = statfsSync(dataDir);
    const free = Math.round((bavail * bsize) / 1_000_000);
    return { name: 'data directory', ok: free > 300, say: `${dataDir}, ${free} MB free${free > 300 ? '' : ': make room'}` };
  } catch (error) {
    return { name: 'data directory', ok: false, say: `${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code}): set DATA_DIR` };
  }
}

function content({ contentDir }: Config): Check {
  try {
    const errors = checkContent(contentDir).filter((finding) => finding.severity === 'error').length;
    return { name: 'content', ok: errors === 0, say: errors === 0 ? contentDir : `${errors} errors in ${contentDir}: npm run check shows them` };
  } catch (error) {
    return { name: 'content', ok: false, say: `${contentDir}: ${(error as Error).message}` };
  }
}

/** Free, or taken by a server of ours: both are well. */
async function port({ host, port, publicUrl }: Config): Promise<Check> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false)).listen(port, host, () => probe.close(() => resolve(true)));
  });
  if (free) return { name: 'port', ok: true, say: `${host}:${port} is free` };
  const ours = await fetch(new URL('/health', publicUrl), { signal: AbortSignal.timeout(2000) }).then((answer) => answer.ok, () => false);
  return { name: 'port', ok: ours, say: ours ? `Ankomst runs at ${publicUrl.origin}` : `${host}:${port} is taken by something else: set PORT` };
}

async function database(config: Config): Promise<Check> {
  const where = config.databaseUrl ? 'DATABASE_URL' : `${config.dataDir} (embedded)`;
  try {
    const store = await openConfiguredStore();
    const [row] = await store.query<{ n: number }>('select count(*)::int as n from case_file');
    await store.close();
    return { name: 'database', ok: true, say: `${where}, ${row!.n} cases` };
  } catch (error) {
    if (error instanceof StoreError && error.code === 'database-in-use') return { name: 'database', ok: true, say: `${where}, in use by a running server` };
    return { name: 'database', ok: false, say: `${where}: ${error instanceof StoreError ? `${error.message} ${error.recover}` : (error as Error).message}` };
  }
}

async function neighbours({ login, register, sms, email, cards, payments, companies, tax, passports, court, union }: Config): Promise<Check[]> {
  const all: [string, URL][] = [
    ['electronic ID', new URL(login.issuer)], ['register', new URL(register.url)], ['SMS', new URL(sms.url)],
    ['mail', new URL(`smtp://${email.host}:${email.port}`)], ['card producer', new URL(cards.url)],
    ['payments', new URL(payments.url)], ['company register', new URL(companies.url)], ['tax agency', new URL(tax.url)],
    ['passport validity', new URL(passports.url)], ['court', new URL(court.url)], ['union', new URL(union.url)],
  ];
  return Promise.all(all.map(async ([name, { hostname, port, protocol, origin, host }]) => {
    const there = await reachable(hostname, Number(port) || (protocol === 'https:' ? 443 : protocol === 'smtp:' ? 25 : 80));
    return { name, ok: true, say: `${origin === 'null' ? host : origin} ${there ? 'answers' : 'does not answer now; what is meant for it waits in the outbox'}` };
  }));
}

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (there: boolean) => (): void => { socket.destroy(); resolve(there); };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
