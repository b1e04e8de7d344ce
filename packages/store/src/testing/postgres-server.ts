import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface PostgresServer {
  /** For DATABASE_URL and TEST_DATABASE_URL: over a Unix socket, no port is opened. */
  url: string;
  /** Where the socket lies, and the programs: for pgbench and psql. */
  socketDir: string;
  binaries: string;
  /** Stops the server as a power cut would, and starts it again on the same files. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** The directory of PostgreSQL's programs (newest version first), as Debian, Homebrew and others lay them out; null where there is none. */
export function findPostgresBinaries(): string | null {
  const versions = (base: string): string[] => {
    try {
      return readdirSync(base).sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a)).map((version) => join(base, version, 'bin'));
    } catch {
      return [];
    }
  };
  const onPath = (process.env['PATH'] ?? '').split(':');
  const candidates = [...versions('/usr/lib/postgresql'), '/opt/homebrew/opt/postgresql@15/bin', '/usr/local/pgsql/bin', ...onPath];
  return candidates.find((dir) => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'postgres'))) ?? null;
}

/** PostgreSQL will not run as root: then as the user its package made. */
function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [id('-u'), id('-g')];
  if (!(uid > 0)) throw new Error('startPostgresServer: run as root, and there is no user postgres to run the server as');
  return { uid, gid };
}

/**
 * Starts a throw-away PostgreSQL server with its files in a temporary directory, listening on a
 * Unix socket alone: for tests, CI and benchmarks. fsync stays on, as in service.
 * @param settings further settings, as `name=value`
 * @param keep a folder for its files that outlives it, so that what took long to fill is there the next time
 */
export async function startPostgresServer(settings: readonly string[] = [], { keep }: { keep?: string } = {}): Promise<PostgresServer> {
  const binaries = findPostgresBinaries();
  if (binaries === null) throw new Error('startPostgresServer: no PostgreSQL programs found');
  const as = owner();
  const dir = keep ?? await mkdtemp(join(tmpdir(), 'ankomst-pg-'));
  await mkdir(dir, { recursive: true });
  if (as !== null) await chown(dir, as.uid, as.gid);
  await chmod(dir, 0o700);
  const data = join(dir, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    const made = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
      { cwd: dir, encoding: 'utf8', ...as });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  }

  let server: ChildProcess;
  const start = async (): Promise<void> => {
    let said = '';
    server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', dir, '-c', 'listen_addresses=', ...settings.flatMap((setting) => ['-c', setting])],
      { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'], ...as });
    server.stderr!.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-4000); });
    for (let waited = 0; waited < 30_000; waited += 50) {
      if (server.exitCode !== null) break;
      // The last line of this file says "ready" once connections are taken.
      if ((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).trimEnd().endsWith('ready')) return;
      await pause(50);
    }
    throw new Error(`PostgreSQL did not start: ${said}`);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await gone;
  };
  await start();
  // A test run that is cut short leaves no server behind: at its end, or by a signal, which is then passed on.
  const onExit = (): void => { server.kill('SIGQUIT'); };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals): void => {
    onExit();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.once('exit', onExit);
  for (const signal of signals) process.once(signal, onSignal);
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`,
    socketDir: dir,
    binaries,
    killAndRestart: async () => {
      // SIGQUIT is "immediate shutdown": every process ends at once without a checkpoint; the next start recovers from the log.
      await end('SIGQUIT');
      await start();
    },
    stop: async () => {
      process.off('exit', onExit);
      for (const signal of signals) process.off(signal, onSignal);
      await end('SIGINT');
      if (keep === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}
