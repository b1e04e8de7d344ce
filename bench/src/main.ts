/**
 * `npm run bench [-- dmn mining store pages time access insight desk lab] [--quick]`: every measurement, each in a process of its own so that none
 * warms the other. What is no name of one goes to each (`-- desk 200000`). Prints figures with their ratio to a peer or their budget; exits 1 where one is missed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const all = ['dmn', 'mining', 'store', 'pages', 'time', 'access', 'insight', 'desk', 'lab'];
const chosen = process.argv.slice(2).filter((one) => all.includes(one));
const flags = process.argv.slice(2).filter((one) => !all.includes(one));
let failed = 0;
for (const one of chosen.length > 0 ? chosen : all) {
  console.log(`\n── ${one} ${'─'.repeat(70 - one.length)}`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, `${one}.ts`), ...flags], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
