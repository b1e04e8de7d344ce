import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { exported } from './own-log-desk.ts';
import { logOfHistories } from './own-log.ts';

const pm4py = spawnSync('python3', ['-c', 'import pm4py']).status === 0;

const log = logOfHistories(Array.from({ length: 9 }, (_, n) => ({
  id: `c${n}`, service: 'å & "ö"', kind: 'first', unit: 'u', open: n % 2 === 0, outcome: 'granted', assignedTo: 'kim',
  events: [['CaseOpened', n * 1000, 'person', null], ['DecisionMade:granted', n * 1000 + 5000, 'staff', 'kim']], waits: [['decision', 'unit', n * 1000, null]],
})));

test('an exported log opens in pm4py, as XES and as OCEL 2.0, with every case and event', { skip: pm4py ? false : 'this machine has no pm4py' }, () => {
  const seen = 'import sys, pm4py\n';
  assert.deepEqual(inPython(`${seen}log = pm4py.read_xes(sys.argv[1])\nprint(log["case:concept:name"].nunique(), len(log))`, 'log.xes', exported(log, 'xes', new Uint8Array(32), new Set()).text), [9, 18]);
  assert.deepEqual(inPython(`${seen}log = pm4py.read_ocel2_json(sys.argv[1])\nprint((log.objects["ocel:type"] == "case").sum(), len(log.events))`, 'log.json', exported(log, 'ocel', new Uint8Array(32), new Set()).text), [9, 18]);
});

/** What a few lines of Python print of a file: numbers. */
function inPython(script: string, name: string, text: string): number[] {
  const dir = mkdtempSync(join(tmpdir(), 'export-'));
  try {
    const file = join(dir, name);
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim().split('\n').at(-1)!.split(' ').map(Number);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
