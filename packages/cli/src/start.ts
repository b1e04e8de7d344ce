import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ContentError } from '@ankomst/content';
import type { Json } from '@ankomst/core';
import { defaultPorts, shippedPeople, shippedStaff } from '@ankomst/neighbours';
import { demoAccess, demoContacts, demoLab, demoLeading, demoTogether, enrolTestStaff, loadDemo, readConfig, readyDesk, startServer } from '@ankomst/server';
import type { Config, Deps, RunningServer } from '@ankomst/server';
import { StoreError } from '@ankomst/store';
import { progress } from './progress.ts';
import type { Progress } from './progress.ts';

/**
 * `ankomst start`: the whole demonstration in one command. Opens (or makes) the database, loads the demo
 * once, starts the neighbours in a process of their own and the server in this one, and stays until
 * Ctrl+C. NEIGHBOURS=off: the real ones are configured by environment. DEMO=off: no demonstration data.
 */
export async function start(): Promise<number> {
  // The demonstration's staff have their keys in a simulated cabinet; with real neighbours nobody has.
  const simulated = process.env['NEIGHBOURS'] !== 'off';
  const config = readConfig(simulated ? { KEYS_URL: `http://127.0.0.1:${defaultPorts.keys}`, ...process.env } : process.env);
  const began = Date.now();
  const say = progress();
  const neighbours = simulated ? startNeighbours(config) : undefined;
  const stop = stopAsked();
  let server: RunningServer | undefined;
  try {
    say('Opening the database');
    const starting = startServer(config, { prepare: process.env['DEMO'] === 'off' ? undefined : (deps) => demo(deps, say) });
    // Told to stop while still loading: a load cut short is taken up at the next start.
    server = await Promise.race([starting, stop.then(() => undefined)]);
    if (server) await neighbours?.ready;
    const noDesk = server && await readyDesk(say).then(() => undefined, (error: unknown) => String(error));
    say.done();
    if (server) {
      console.log(welcome(config, Date.now() - began));
      if (noDesk) console.error(`The desk could not be built, the light one at /staff works: ${noDesk}`);
      await stop;
    }
    return 0;
  } catch (error) {
    say.done();
    console.error(explain(error, config));
    return 1;
  } finally {
    neighbours?.process.kill();
    if (server) await server.close();
    else setTimeout(() => process.exit(), 100).unref();
  }
}

/** Loads the demonstration, once. */
async function demo(deps: Deps, say: Progress): Promise<void> {
  say('Loading the demonstration');
  await loadDemo(deps, {
    people: shippedPeople(),
    onProgress: (done, of) => say(`Loading the demonstration: ${done} of ${of} cases`),
  });
  await enrolTestStaff(deps, shippedStaff());
  await demoTogether(deps);
  await demoAccess(deps);
  await demoLeading(deps);
  await demoLab(deps);
  const catcher = new URL(deps.config.sms.url).origin;
  await demoContacts(deps, shippedPeople(), (label, applicationServerKey) => newPhone(catcher, label, applicationServerKey));
}

/** The simulated neighbours ended before they were of use: what they said. */
class NeighboursFailed extends Error {}

/** The neighbours stop when their standard input ends: also when this process is killed without a word. */
const endWithUs = 'data:text/javascript,process.stdin.resume().on("end",()=>process.kill(process.pid,"SIGTERM"))';

/** The neighbours in a process of their own; `ready` when the last of them to start answers. */
function startNeighbours(config: Config): { process: ChildProcess; ready: Promise<void> } {
  const main = fileURLToPath(import.meta.resolve('@ankomst/neighbours')).replace(/index\.ts$/, 'main.ts');
  const child = spawn(process.execPath, [...process.execArgv, '--import', endWithUs, main], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, DATA_DIR: config.dataDir, AUTHORITY_URL: config.publicUrl.origin, HOST: config.host, ...(config.keyCabinet ? { KEYS_URL: config.keyCabinet.url } : {}) },
  });
  process.once('exit', () => child.kill());
  let said = '';
  child.stderr.on('data', (data) => { said = (said + String(data)).slice(-4_000); });
  const ended = new Promise<never>((_resolve, reject) => child.once('exit', () => reject(new NeighboursFailed(said))));
  ended.catch(() => {}); // they may also end after they were ready: with us
  const answers = async (): Promise<void> => {
    for (let left = 200; left > 0; left -= 1) {
      // its control page answers also when it plays being down
      const answer = await fetch(`${config.union.url}/control`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new NeighboursFailed(`no answer at ${config.union.url}`);
  };
  const ready = Promise.race([ended, answers()]);
  ready.catch(() => {}); // waited for when the server is up
  return { process: child, ready };
}

/** A simulated phone of the message catcher: what it gives is what a browser's push manager gives. Without a catcher there is none. */
async function newPhone(catcher: string, label: string, applicationServerKey: string): Promise<Json | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await fetch(`${catcher}/devices`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ label, applicationServerKey }),
    }).catch(() => undefined);
    if (answer?.ok) {
      const { endpoint, expirationTime, keys } = await answer.json() as { [key: string]: Json };
      return { endpoint: endpoint!, expirationTime: expirationTime ?? null, keys: keys! };
    }
    // the neighbours start beside us and may need a moment
    await new Promise((done) => setTimeout(done, 250));
  }
  return undefined;
}

/** At most 18 lines: where everything is, whom to log in as, what to try. */
function welcome({ publicUrl, register, login, cards, sms, payments, companies, tax, passports, court, union, keyCabinet }: Config, milliseconds: number): string {
  return `
Ankomst is ready after ${(milliseconds / 1000).toFixed(1)} s.   Stop it with Ctrl+C.
  Applicants and employers  ${publicUrl.origin}      Staff  ${publicUrl.origin}/desk  (light: /staff)
  Population register ${register.url}   Messages sent ${new URL(sms.url).origin}   Card producer ${cards.url}
  Company register    ${companies.url}   Payments      ${payments.url}   Tax agency    ${tax.url}
  Passports           ${passports.url}   Court         ${court.url}   Union         ${union.url}
  Electronic ID       ${login.issuer}   Staff's keys  ${keyCabinet?.url ?? 'their own'}
Mona's film: in the population register press "Register Mona's birth". Log in as Sarah Doe, confirm the offer and send;
  log out, log in as Adam Doe and say yes: the permit is there, and the phones ping. Book a visit.
Christopher's film: log in as Christopher Souza Lima, choose the work permit, employer 559990-0015. Log in as Maria Lindqvist,
  add that company, fill in its part and pay. The rules decide. Book a visit at the embassy.
Staff: Sara Lind and Omar Haddad (families), Karin Ek and Jonas Vik (work), Lena Berg (service centre), Ana Ribeiro (embassy),
  Eva Ström (leader), Nils Berg and Aino Laine (rules), Märta Falk (ombudsman), Tove Norén (protected identities).
The desk's tour is in the README. Whom the robot decides, and how: ${publicUrl.origin}/open/automations`;
}

/** What went wrong at the start, and what to do about it. */
function explain(error: unknown, config: Config): string {
  if (error instanceof ContentError) return `The content in ${config.contentDir} has faults. See them with: npm run check\n${error.message}`;
  if (error instanceof StoreError) return `${error.message} ${error.recover}`;
  if (error instanceof NeighboursFailed) {
    const port = /port (\d+) is in use/.exec(error.message)?.[1];
    if (port) return `The simulated neighbours could not start: port ${port} is in use. Is Ankomst running already?\nElse give another address, with a free port, by EID_ISSUER, REGISTER_URL, CATCHER_URL, SMTP_URL, CARDS_URL, PAYMENTS_URL, COMPANIES_URL, TAX_URL, PASSPORTS_URL, COURT_URL, KEYS_URL or UNION_URL.`;
    return `The simulated neighbours could not start:\n${error.message}`;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${config.port} is in use. Is Ankomst running already? Else choose another: PORT=3010 npm start`;
  return `The start failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
}

/** Resolves when somebody asks the program to stop. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
