import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { loadAuthority, readContent } from '@ankomst/content';
import { contentHash, type Json } from '@ankomst/core';
import { rules } from './rules.ts';

test('what was published comes into the files, once; a change made there since is told', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ankomst-rules-'));
  try {
    cpSync(resolve(import.meta.dirname, '../../../content/sweden'), dir, { recursive: true });
    const { hash: _hash, ...base } = loadAuthority(dir).service('work-permit')!;
    const content = { ...base, version: '1.1.0', validFrom: '2027-03-01', approvedBy: ['staff/a', 'staff/b'], dmn: base.dmn.replace('Pay.salary &gt;= Salary floor', 'Pay.salary &gt; Salary floor') };
    const tests = readContent(dir).services.find((one) => one.id === 'work-permit')!.tests!.value as unknown as Json;
    const run = async (): Promise<{ code: number; said: string }> => {
      const said: string[] = [];
      const code = await rules(['export', dir], (line) => said.push(line), async () => [{ rulebook: { hash: contentHash(content), ...content }, tests }]);
      return { code, said: said.join('\n') };
    };
    const first = await run();
    assert.equal(first.code, 0, first.said);
    assert.match(first.said, /work-permit 1\.1\.0, in force from 2027-03-01 .*service\.yaml, services\/work-permit\/rules\.dmn$/);
    assert.equal(loadAuthority(dir).service('work-permit')!.hash, contentHash(content));
    assert.match((await run()).said, /the files say so already/);
    const form = join(dir, 'services/work-permit/commissioning.md');
    writeFileSync(form, `${readFileSync(form, 'utf8')}\nOne more thing.\n`);
    const later = await run();
    assert.equal(later.code, 1);
    assert.match(later.said, /changed since in: automation/);
    assert.equal(await rules(['import'], () => {}), 2);
    assert.equal(await rules(['export', dir], () => {}, async () => []), 0);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
