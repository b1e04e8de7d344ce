import { defaultPorts, startNeighbours } from './start-neighbours.ts';

/**
 * Runs the neighbours until told to stop. Environment: AUTHORITY_URL, DATA_DIR, HOST, CARD_SECONDS,
 * and EID_PORT, REGISTER_PORT, CATCHER_PORT, SMTP_PORT, CARDS_PORT. `--verbose` tells what happens.
 */
const { env } = process;
const port = (name: keyof typeof defaultPorts) => Number(env[`${name.toUpperCase()}_PORT`] ?? defaultPorts[name]);
const neighbours = await startNeighbours({
  dataDir: env.DATA_DIR ?? '.data', authorityUrl: env.AUTHORITY_URL ?? 'http://127.0.0.1:3000', host: env.HOST ?? '127.0.0.1',
  ports: { eid: port('eid'), register: port('register'), catcher: port('catcher'), smtp: port('smtp'), cards: port('cards') },
  cardSeconds: Number(env.CARD_SECONDS ?? 5),
  ...(process.argv.includes('--verbose') && { log: (line: string) => console.log(line) }),
});
for (const [name, url] of Object.entries(neighbours.urls)) console.log(`${name.padEnd(9)} ${url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void neighbours.close().then(() => process.exit(0)));
