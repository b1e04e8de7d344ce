import { test } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createCedarJudge } from './judge-by-cedar.ts';
import { readPolicies } from './read-policies.ts';
import type { CaseAct, CaseOutline, Subject } from './policy.ts';

const { judge } = createCedarJudge(readPolicies(join(import.meta.dirname, '../../../../content/sweden')), { error: () => assert.fail('the engine failed') });
const outline: CaseOutline = {
  standing: { protectedPersons: [], interests: [] },
  case: { id: 'c', unit: 'child-family', phase: 'lodged', parties: [{ personId: 'child', role: 'applicant' }, { personId: 'a', role: 'guardian' }, { personId: 'b', role: 'other-parent' }] },
  roles: [
    { role: 'applicant', min: 1, max: 1, may: [] },
    { role: 'guardian', min: 1, max: 2, may: ['read', 'answer', 'notify', 'withdraw', 'book'] },
    { role: 'other-parent', min: 0, max: 2, may: [] },
  ],
  visitUnits: ['sc-stockholm'],
};
const acts: CaseAct[] = ['read', 'answer', 'book', 'withdraw', 'handle', 'approve', 'visit'];
const person = (personId: string): Subject => ({ kind: 'person', personId });
const staff = (unit: string, ...roles: string[]): Subject => ({ kind: 'staff', staffId: 's', unit, roles });

/** Everything that is allowed, written out: what is not in this table is denied. */
const allowed: [string, Subject, CaseAct[]][] = [
  ['guardian', person('a'), ['read', 'answer', 'book', 'withdraw']],
  ['the child, who has no account of rights here', person('child'), []],
  ['a parent without custody', person('b'), []],
  ['a stranger', person('x'), []],
  ['officer of the unit', staff('child-family', 'officer'), ['read', 'handle']],
  ['approver of the unit', staff('child-family', 'approver'), ['read', 'approve']],
  ['officer of another unit', staff('asylum', 'officer', 'approver'), []],
  ['clerk where the visit is', staff('sc-stockholm', 'clerk'), ['visit']],
  ['clerk elsewhere', staff('sc-malmo', 'clerk'), []],
  ['auditor', staff('audit', 'auditor'), ['read']],
  ['staff without a role', staff('child-family'), []],
  ['a role nobody defined', staff('child-family', 'admin', 'root', '*'), []],
];

for (const [who, subject, may] of allowed) {
  test(`${who} may ${may.join(', ') || 'nothing'}`, () => {
    for (const act of acts) {
      const verdict = judge(subject, act, outline);
      assert.equal(verdict.allowed, may.includes(act), `${who} ${act}: ${JSON.stringify(verdict)}`);
    }
  });
}

test('a visit that is not there opens nothing to the clerk', () => {
  assert.equal(judge(staff('sc-stockholm', 'clerk'), 'visit', { ...outline, visitUnits: [] }).allowed, false);
});
