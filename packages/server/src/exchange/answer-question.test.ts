import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { CaseFile, Permit } from '@ankomst/core';
import { groundsOfService, readPartnerGrounds } from '../access/partner-grounds.ts';
import { answerOf } from './answer-question.ts';

const content = resolve(import.meta.dirname, '../../../../content/sweden');
const permit = (validFrom: string, validTo: string | null): Permit => ({ id: 'p', personId: 'x', caseId: 'c', decisionId: 'd', grantedAt: `${validFrom}T00:00:00Z`, kind: 'residence', ground: 'family', validFrom, validTo, signed: '' });
const inPhase = (phase: CaseFile['phase'], ...permits: Permit[]) => ({ file: { phase } as CaseFile, permits });

test('told is what the ground names, of permits that have not ended, and that something is under way only while it is', () => {
  const cases = [inPhase('closed', permit('2024-01-01', '2026-11-22'), permit('2026-11-01', '2026-11-23')), inPhase('decided', permit('2027-01-01', null))];
  assert.deepEqual(answerOf({ tells: ['permit.validTo'] }, cases, '2026-11-23'), { permits: [{ validTo: '2026-11-23' }, { validTo: null }] });
  assert.deepEqual(answerOf({ tells: ['under-way'] }, cases, '2026-11-23'), { underWay: false });
  for (const [phase, underWay] of [['offered', false], ['lodged', true], ['decided', false], ['appealed', true], ['closed', false]] as const) {
    assert.deepEqual(answerOf({ tells: ['under-way', 'permit.kind'] }, [inPhase(phase)], '2026-11-23'), { underWay, permits: [] }, phase);
  }
});

test('the grounds of the content are read, and a faulty one stops the start with its place', () => {
  const partners = readPartnerGrounds(content);
  assert.deepEqual(groundsOfService(partners, 'work-permit'), ['tax/population-register', 'social-insurance/right-to-benefits']);
  assert.deepEqual(groundsOfService(partners, 'work-permit-follow-up'), []);
  const dir = mkdtempSync(join(tmpdir(), 'grounds-'));
  try {
    cpSync(content, dir, { recursive: true });
    const file = join(dir, 'access/partners.yaml'), whole = readFileSync(file, 'utf8');
    for (const [from, to, fault] of [
      ['tells: [permit.kind,', 'tells: [permit.address,', /\/partners\/0\/grounds\/0\/tells\/0/], ['services: [work-permit,', 'services: [asylum,', /tax\/population-register covers asylum/],
      ['id: social-insurance', 'id: tax', /tax stands there twice/], ['          pt: O direito a um benefício depende da autorização\n', '', /social-insurance lacks words in pt/],
      ['        law: 7 kap.', '        laws: 7 kap.', /partners\.yaml/],
    ] as const) {
      assert.ok(whole.includes(from), from);
      writeFileSync(file, whole.replace(from, to));
      assert.throws(() => readPartnerGrounds(dir), fault);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
