import { defaultPorts, demoSecrets, startNeighbours } from './start-neighbours.ts';
import type { Ports } from './start-neighbours.ts';

/**
 * Runs the neighbours until told to stop. Environment, the names being those the authority uses for the same things:
 * AUTHORITY_URL, DATA_DIR, HOST; EID_ISSUER, REGISTER_URL, … (their ports are taken); EID_CLIENT_SECRET,
 * REGISTER_KEY, SMS_KEY, …; CARD_SECONDS, UNION_SECONDS (`never`: by its page only). `--verbose` tells what happens,
 * `--with-parent` stops when the process that started this one is gone.
 */
const { env } = process;
const addresses: Record<keyof Ports, string> = {
  eid: 'EID_ISSUER', register: 'REGISTER_URL', catcher: 'CATCHER_URL', smtp: 'SMTP_URL', cards: 'CARDS_URL', payments: 'PAYMENTS_URL',
  companies: 'COMPANIES_URL', tax: 'TAX_URL', passports: 'PASSPORTS_URL', court: 'COURT_URL', keys: 'KEYS_URL', union: 'UNION_URL',
};
const keyNames: Record<keyof typeof demoSecrets.keys, string> = {
  register: 'REGISTER_KEY', catcher: 'SMS_KEY', payments: 'PAYMENTS_KEY', companies: 'COMPANIES_KEY', tax: 'TAX_KEY', passports: 'PASSPORTS_KEY', court: 'COURT_KEY', union: 'UNION_KEY',
};
const ports = Object.fromEntries((Object.keys(addresses) as (keyof Ports)[]).map((name) => {
  const address = env[addresses[name]];
  return [name, address ? Number(new URL(address).port) : defaultPorts[name]];
})) as Ports;

try {
  const neighbours = await startNeighbours({
    dataDir: env.DATA_DIR ?? '.data', authorityUrl: env.AUTHORITY_URL ?? 'http://127.0.0.1:3000', host: env.HOST ?? '127.0.0.1', ports,
    cardSeconds: Number(env.CARD_SECONDS ?? 5), unionSeconds: env.UNION_SECONDS === 'never' ? null : Number(env.UNION_SECONDS ?? 5),
    clients: { ankomst: { secret: env.EID_CLIENT_SECRET ?? demoSecrets.clients.ankomst.secret } },
    keys: Object.fromEntries(Object.entries(keyNames).flatMap(([name, variable]) => (env[variable] ? [[name, env[variable]]] : []))),
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
