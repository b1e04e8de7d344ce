import type { MandateRecord, Phase } from '@ankomst/core';
import { staffPurposes } from '../access/policy.ts';
import type { Asker, CaseAct, CaseOutline, Interest, Seal, Subject } from '../access/policy.ts';

export interface AccessRequest { asker: Asker; act: CaseAct; outline: CaseOutline }

const acts: CaseAct[] = ['read', 'answer', 'book', 'withdraw', 'pay', 'appeal', 'join', 'list', 'handle', 'approve', 'visit', 'replay', 'breakGlass', 'receive'];
const staffRoles = ['officer', 'approver', 'clerk', 'leader', 'auditor', 'ombudsman', 'ruler', 'protected', 'unheard-of'];
const units = ['child-family', 'labour', 'sc-stockholm'];
const phases: Phase[] = ['offered', 'lodged', 'decided', 'appealed', 'closed'];
const persons = ['p1', 'p2', 'p3', 'p4'], staffIds = ['s1', 's2', 's3'];
const grounds = ['tax/income', 'police/travel', 'tax/address'];

/** Requests of every kind from a seed, drawn from few values so that they meet: the same unit, the same officer, the same ground. */
export function accessRequests(seed: number): { next(): AccessRequest; note(): { subject: Extract<Subject, { kind: 'staff' }>; note: Seal } } {
  const chance = mulberry32(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  const some = <T>(list: readonly T[], share: number): T[] => list.filter(() => chance() < share);
  const maybe = <T>(share: number, make: () => T): T | undefined => (chance() < share ? make() : undefined);
  const set = <K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } => (value === undefined ? {} : { [name]: value } as { [P in K]: T });
  const staff = (): Extract<Subject, { kind: 'staff' }> => ({ kind: 'staff', staffId: one(staffIds), unit: one(units), roles: some(staffRoles, 0.3) });

  function asker(): Asker {
    const kind = one(['person', 'staff', 'staff', 'staff', 'agency'] as const);
    if (kind === 'staff') return staff();
    if (kind === 'agency') return { kind, agencyId: one(['tax', 'police']), grounds: some(grounds, 0.5) };
    return { kind, personId: one(persons), ...set('by', maybe(0.4, () => one(['r1', 'r2']))) };
  }
  return {
    next() {
      const who = asker(), id = one(['c1', 'c2']);
      const mandate = maybe(0.7, (): Pick<MandateRecord, 'principal' | 'holder'> => ({ principal: chance() < 0.8 && who.kind === 'person' ? who.personId : one(persons), holder: one(['r1', 'r2']) }));
      const act = who.kind === 'agency' && chance() < 0.8 ? 'receive' : one(acts);
      return {
        asker: who, act,
        outline: {
          case: {
            id, unit: one(units), phase: one(phases), parties: some(persons, 0.5).map((personId) => ({ personId, role: one(['applicant', 'guardian', 'employer']) })),
            ...set('assignedTo', maybe(0.5, () => one(staffIds))),
            ...set('proposal', maybe(0.4, () => ({ outcome: 'granted' as const, by: { kind: 'staff' as const, id: one(staffIds) }, at: '2026-01-01T00:00:00.000Z', reasons: [], permit: null }))),
          },
          roles: [
            { role: 'applicant', min: 0, max: 1, may: [] },
            { role: 'guardian', min: 0, max: 2, may: ['read', 'answer', 'book', 'withdraw', 'appeal'] },
            { role: 'employer', min: 0, max: 1, may: ['read', 'answer', 'pay'] },
          ],
          visitUnits: some(units, 0.4),
          // now and then it is not known who stands where: then nobody is let in
          ...set('standing', maybe(0.95, () => ({
            protectedPersons: some(persons, 0.04), interests: maybe(0.2, () => some<Interest>(['self', 'family', 'represents', 'declared'], 0.3)) ?? [],
            ...set('brokenGlass', maybe(0.4, () => 'b')),
          }))),
          ...set('decidedBy', maybe(0.5, () => some(staffIds, 0.3))),
          ...set('partnerGrounds', maybe(0.9, () => some(grounds, 0.6))),
          ...set('ground', maybe(0.9, () => one(grounds))),
          ...set('mandate', mandate as MandateRecord | undefined),
          ...set('invitation', maybe(0.5, () => ({ caseId: one(['c1', 'c2']) }) as NonNullable<CaseOutline['invitation']>)),
          ...set('purpose', maybe(0.8, () => one(staffPurposes))),
        },
      };
    },
    note: () => ({ subject: staff(), note: { author: one(staffIds), staff: some(staffIds, 0.2), roles: some(staffRoles, 0.15) } }),
  };
}

/** Chance from a seed (mulberry32): the same requests every time. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
