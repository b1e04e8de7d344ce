import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyFor, wearsSeveralHats } from './purposes.ts';

test('one who is here for one thing is not asked what for; one who is here for two is', () => {
  const asked = (...roles: string[]): boolean => wearsSeveralHats({ roles });
  assert.deepEqual([asked('officer', 'approver'), asked('leader'), asked('clerk'), asked()], [false, false, false, false]);
  assert.deepEqual([asked('officer', 'leader'), asked('leader', 'auditor')], [true, true]);
  assert.deepEqual([0, 1, 2].map(keyFor), ['1', '2', '3']);
});
