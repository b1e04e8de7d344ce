import type { Actor } from '@ankomst/core';
import type { Chance } from './random.ts';

const staff = (id: string): Actor => ({ kind: 'staff', id });

/** The staff of the history by unit and by their employee numbers: the test persons of the eID among them, and colleagues. */
const units = {
  'child-family': { officers: ['SL1042', 'OH1077', 'KA1013', 'JB1029', 'ML1051', 'EW1064', 'TP1088', 'RN1093'].map(staff), approvers: ['OH1077', 'BS1102', 'GH1110'].map(staff) },
  labour: { officers: ['KE1093', 'JV1101', 'FD1120', 'IS1127', 'AO1134', 'PW1141'].map(staff), approvers: ['JV1101', 'LG1148'].map(staff) },
};
const clerks: Record<string, Actor[]> = {
  sundbyberg: ['LB2003', 'PK2011', 'AD2018'].map(staff), goteborg: ['MJ2031', 'SO2037'].map(staff),
  malmo: ['HL2052', 'YA2058'].map(staff), uppsala: ['NE2071'].map(staff),
  brasilia: ['AR3001'].map(staff), 'addis-ababa': ['TG3012'].map(staff), kyiv: ['OB3023'].map(staff),
};

export function staffOf(luck: Chance, unit: keyof typeof units = 'child-family'): { officers: Actor[]; approvers: Actor[]; clerkAt(office: string): Actor } {
  return { ...units[unit], clerkAt: (office) => luck.pick(clerks[office] ?? clerks['sundbyberg']!) };
}
