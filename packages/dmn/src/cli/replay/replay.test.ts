import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { battery, records } from './battery.ts';
import { replays } from './record.ts';
import { RULEBOOK } from './rulebook.ts';
import { stripTree } from './strip.ts';

/** Records compared between versions; DMN_RECORDS=10000 for the whole measure. */
const RECORDS = Number(process.env['DMN_RECORDS'] ?? 1000);

/** Every Node at hand: this one, the system's, and those named in DMN_NODES. */
function nodes(): { path: string; version: string }[] {
  const paths = [process.execPath, ...(process.env['DMN_NODES'] ?? '').split(delimiter), '/usr/bin/node', '/usr/local/bin/node'].filter((p) => p !== '' && existsSync(p));
  const found = new Map<string, string>();
  for (const path of paths) {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    if (Number(/^v(\d+)/.exec(version)?.[1]) >= 20 && !found.has(version)) found.set(version, path);
  }
  return [...found].map(([version, path]) => ({ path, version }));
}

describe('a decision', () => {
  it('is made again, byte for byte, from its record', () => {
    let count = 0;
    for (const record of records(50)) {
      assert.ok(replays(RULEBOOK, record), record);
      count++;
    }
    assert.equal(count, 50);
  });

  it('is made again from records that an earlier build stored', () => {
    // Written by `store-records.ts`, and anew only when what a record holds is meant to change: then raise the version, too.
    const stored = readFileSync(new URL('stored-records.jsonl', import.meta.url), 'utf8').trimEnd().split('\n');
    assert.equal(stored.length, 12);
    for (const record of stored) assert.ok(replays(RULEBOOK, record), record);
  });

  it('is not made again from a record or a rulebook that was changed', () => {
    const [record] = records(1);
    assert.ok(!replays(RULEBOOK.replace('10314.55', '10314.56'), record!));
    assert.ok(!replays(RULEBOOK, record!.replace('"Lodged":"2026', '"Lodged":"2025')));
  });

  it('has the same bytes on every Node at hand, as have 20,000 results of arithmetic with numbers and dates', (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'dmn-plain-'));
    try {
      stripTree(fileURLToPath(new URL('../../', import.meta.url)), join(dir, 'src/'));
      const here = battery(RECORDS);
      for (const { path, version } of nodes()) {
        const there = JSON.parse(execFileSync(path, [join(dir, 'src/cli/replay/print-battery.js'), String(RECORDS)], { encoding: 'utf8' })) as typeof here;
        assert.deepEqual(there, here, `Node ${version}`);
        t.diagnostic(`Node ${version}: same bytes`);
      }
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
