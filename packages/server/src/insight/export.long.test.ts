import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { exported } from './own-log-desk.ts';
import { logOfHistories } from './own-log.ts';

const pm4py = spawnSync('python3', ['-c', 'import pm4py']).status === 0;

test('an exported log opens in pm4py, with every case', { skip: pm4py ? false : 'this machine has no pm4py' }, () => {
  const log = logOfHistories(Array.from({ length: 9 }, (_, n) => ({
    id: `c${n}`, service: 'å & "ö"', kind: 'first', unit: 'u', open: n % 2 === 0, outcome: 'granted', assignedTo: 'kim',
    events: [['CaseOpened', n * 1000, 'person', null], ['DecisionMade:granted', n * 1000 + 5000, 'staff', 'kim']], waits: [['decision', 'unit', n * 1000, null]],
  })));
  assert.equal(opensInPm4py(exported(log, 'xes', new Uint8Array(32), new Set()).text), 9);
});

/** Cases that pm4py sees in a XES text. */
function opensInPm4py(text: string): number {
  const dir = mkdtempSync(join(tmpdir(), 'xes-'));
  try {
    const file = join(dir, 'log.xes');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync('python3', ['-c', 'import sys, pm4py; print(pm4py.read_xes(sys.argv[1])["case:concept:name"].nunique())', file], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return Number(stdout.trim().split('\n').at(-1));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
