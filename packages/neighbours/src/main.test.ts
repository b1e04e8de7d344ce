import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bearer, postJson } from '../test/harness.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const key = bearer('demo-register-key');

async function run(dataDir: string, register = 'http://127.0.0.1:0') {
  const any = 'http://127.0.0.1:0';
  const names = ['EID_ISSUER', 'CATCHER_URL', 'SMTP_URL', 'CARDS_URL', 'PAYMENTS_URL', 'COMPANIES_URL', 'TAX_URL', 'PASSPORTS_URL', 'COURT_URL', 'KEYS_URL', 'UNION_URL'];
  const env = { ...process.env, DATA_DIR: dataDir, AUTHORITY_URL: 'http://127.0.0.1:9', REGISTER_URL: register, ...Object.fromEntries(names.map((name) => [name, any])) };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<string>((resolve) => {
    let errors = '';
    child.stderr.on('data', (part: Buffer) => { errors += part.toString(); });
    child.on('exit', (code, signal) => resolve(`${code ?? signal} ${errors}`));
  });
  const urls: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, url] = line.split(/\s+/);
    urls[name!] = url!;
    if (name === 'union') break;
  }
  return { child, urls, ended };
}

test('what was acknowledged is there after the process was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'neighbours-'));
  try {
    const first = await run(dataDir);
    const birth = { birthDate: '2026-11-10', birthPlace: 'Uppsala', sex: 'female', citizenships: ['SY'], parents: [{ number: '199305149800', relation: 'mother' }], custodians: [], livesWith: [] };
    const numbers: string[] = [];
    for (let i = 0; i < 20; i++) {
      const answer = await postJson(`${first.urls.register}/births`, { ...birth, id: `b${i}` }, key);
      numbers.push((await answer.json() as { child: { number: string } }).child.number);
    }
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await run(dataDir);
    const get = async (path: string) => (await fetch(second.urls.register + path, { headers: key })).json();
    for (const number of numbers) assert.equal((await get(`/people/${number}`) as { number: string }).number, number);
    assert.equal((await get('/events') as unknown[]).length, 20);

    const third = await run(dataDir, second.urls.register);
    assert.match(await third.ended, /^1 The simulated neighbours could not start: port \d+ is in use\./);
    second.child.kill('SIGTERM');
    assert.match(await second.ended, /^0 /);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
