import { defaultPorts, demoSecrets, startNeighbours } from './start-neighbours.ts';
import type { Ports } from './start-neighbours.ts';

/**
 * Runs the neighbours until told to stop. Environment, the names being those the authority uses for the same things:
 * AUTHORITY_URL, DATA_DIR, HOST, CARD_SECONDS; EID_ISSUER, REGISTER_URL, CATCHER_URL, SMTP_URL, CARDS_URL (their ports are taken);
 * EID_CLIENT_SECRET, STAFF_EID_CLIENT_SECRET, REGISTER_KEY, SMS_KEY. `--verbose` tells what happens, `--with-parent` stops
 * when the process that started this one is gone.
 */
const { env } = process;
const addresses = { eid: 'EID_ISSUER', register: 'REGISTER_URL', catcher: 'CATCHER_URL', smtp: 'SMTP_URL', cards: 'CARDS_URL' } as const;
const ports = Object.fromEntries((Object.keys(addresses) as (keyof Ports)[]).map((name) => {
  const address = env[addresses[name]];
  return [name, address ? Number(new URL(address).port) : defaultPorts[name]];
})) as Ports;

try {
  const neighbours = await startNeighbours({
    dataDir: env.DATA_DIR ?? '.data', authorityUrl: env.AUTHORITY_URL ?? 'http://127.0.0.1:3000', host: env.HOST ?? '127.0.0.1', ports,
    cardSeconds: Number(env.CARD_SECONDS ?? 5),
    clients: {
      ankomst: { secret: env.EID_CLIENT_SECRET ?? demoSecrets.clients.ankomst.secret },
      'ankomst-staff': { secret: env.STAFF_EID_CLIENT_SECRET ?? demoSecrets.clients['ankomst-staff'].secret },
    },
    keys: { register: env.REGISTER_KEY ?? demoSecrets.keys.register, catcher: env.SMS_KEY ?? demoSecrets.keys.catcher },
    ...(process.argv.includes('--verbose') && { log: (line: string) => console.log(line) }),
  });
  for (const [name, url] of Object.entries(neighbours.urls)) console.log(`${name.padEnd(9)} ${url}`);
  const stop = () => void neighbours.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  if (process.argv.includes('--with-parent')) {
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || stop(), 1000).unref();
  }
} catch (error) {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== 'EADDRINUSE') throw error;
  console.error(`The simulated neighbours could not start: port ${port} is in use. Stop what uses it, or give another address by ${Object.values(addresses).join(', ')}.`);
  process.exitCode = 1;
}
