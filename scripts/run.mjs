// Runs a file of the project with the Node that the project pins, whatever Node the machine has (>= 20),
// and installs the packages first where they are missing or older than the lock file.
//   node scripts/run.mjs FILE [ARGS…]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const mark = join(root, 'node_modules', '.installed');

await install();
const [file, ...args] = process.argv.slice(2);
// a thousand small files without a build: what node has made of them once is kept
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env };
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, file), ...args], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));

async function install() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(node) && existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  process.stdout.write('Installing what is missing (only now; about a minute) ');
  const dots = setInterval(() => process.stdout.write('.'), 2000);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  let said = '';
  const code = await new Promise((resolve) => {
    // on a tree that is there only what changed is put in; `ci` would take everything away under whoever runs from it
    const ci = spawn(npm, [existsSync(node) ? 'install' : 'ci', '--loglevel=error', '--no-progress'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [ci.stdout, ci.stderr]) stream.on('data', (data) => { said += data; });
    ci.on('error', (error) => { said += error.message; resolve(1); });
    ci.on('exit', resolve);
  });
  clearInterval(dots);
  if (code !== 0 || !existsSync(node)) {
    console.error(`\nInstalling did not work. npm said:\n${said}\nWhat to do: check the network and the disk, then run the same command again.`);
    process.exit(1);
  }
  process.stdout.write(' done\n');
  writeFileSync(mark, lock);
}
