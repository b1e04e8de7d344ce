import type { Actor } from '@ankomst/core';
import type { Chance } from './random.ts';

const staff = (id: string): Actor => ({ kind: 'staff', id });

/** The staff of the history, by their employee numbers: the test persons of the eID among them, and colleagues. */
const officers = ['SL1042', 'OH1077', 'KA1013', 'JB1029', 'ML1051', 'EW1064', 'TP1088', 'RN1093'].map(staff);
const approvers = ['OH1077', 'BS1102', 'GH1110'].map(staff);
const clerks: Record<string, Actor[]> = {
  sundbyberg: ['LB2003', 'PK2011', 'AD2018'].map(staff), goteborg: ['MJ2031', 'SO2037'].map(staff),
  malmo: ['HL2052', 'YA2058'].map(staff), uppsala: ['NE2071'].map(staff),
};

export function staffOf(luck: Chance): { officers: Actor[]; approvers: Actor[]; clerkAt(office: string): Actor } {
  return { officers, approvers, clerkAt: (office) => luck.pick(clerks[office] ?? clerks['sundbyberg']!) };
}
