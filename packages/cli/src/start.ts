import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ContentError } from '@ankomst/content';
import { shippedPeople } from '@ankomst/neighbours';
import { loadDemo, readConfig, startServer } from '@ankomst/server';
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
  const config = readConfig();
  const began = Date.now();
  const say = progress();
  let neighbours: ChildProcess | undefined;
  let server: RunningServer | undefined;
  try {
    if (process.env['NEIGHBOURS'] !== 'off') neighbours = startNeighbours(config);
    say('Opening the database');
    server = await startServer(config, { prepare: process.env['DEMO'] === 'off' ? undefined : (deps) => demo(deps, say) });
    say.done();
  } catch (error) {
    say.done();
    neighbours?.kill();
    await server?.close();
    console.error(explain(error, config));
    return 1;
  }
  console.log(welcome(config, Date.now() - began));
  await asked();
  await server.close();
  neighbours?.kill();
  return 0;
}

/** Loads the demonstration, once. */
async function demo(deps: Deps, say: Progress): Promise<void> {
  say('Loading the demonstration');
  await loadDemo(deps, {
    people: shippedPeople(),
    onProgress: (done, of) => say(`Loading the demonstration: ${done} of ${of} cases`),
  });
}

function startNeighbours(config: Config): ChildProcess {
  const main = fileURLToPath(import.meta.resolve('@ankomst/neighbours')).replace(/index\.ts$/, 'main.ts');
  return spawn(process.execPath, [...process.execArgv, main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATA_DIR: config.dataDir, AUTHORITY_URL: config.publicUrl.origin, HOST: config.host },
  });
}

/** At most 15 lines: where everything is, whom to log in as, what to try. */
function welcome({ publicUrl, register, login, cards, sms }: Config, milliseconds: number): string {
  const catcher = new URL(sms.url).origin;
  return `
Ankomst is ready after ${(milliseconds / 1000).toFixed(1)} s.   Stop it with Ctrl+C.
  Applicants          ${publicUrl.origin}
  Staff               ${publicUrl.origin}/staff
  Population register ${register.url}      Messages sent ${catcher}
  Card producer       ${cards.url}      Electronic ID ${login.issuer}
Try Mona's film:
  1. In the register press "Register Mona's birth".
  2. Log in as Sarah Doe: an offer waits. Confirm, answer about the passport, send.
  3. Log out, log in as Adam Doe: say yes. The permit is granted; see the message sent.
  4. Book a visit. As staff log in as Lena Berg (service centre), or Sara Lind and Omar Haddad (officers).
The other buttons of the register show what happens when something does not fit.`;
}

/** What went wrong at the start, and what to do about it. */
function explain(error: unknown, config: Config): string {
  if (error instanceof ContentError) return `The content in ${config.contentDir} has faults. See them with: npm run check\n${error.message}`;
  if (error instanceof StoreError) return `${error.message} ${error.recover}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${config.port} is in use. Is Ankomst running already? Else choose another: PORT=3010 npm start`;
  return `The start failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
}

/** Resolves when somebody asks the program to stop. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
