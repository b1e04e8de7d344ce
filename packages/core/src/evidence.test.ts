import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareSources, compareValues, mrzFacts } from './evidence.ts';
import type { Fact, FactSource } from './fact.ts';
import type { Json } from './json.ts';
import type { FactDefinition, FactType } from './rulebook.ts';

const definition = (name: string, type: FactType): FactDefinition => ({ name, about: 'person', type, sources: ['applicant'], sensitivity: 'ordinary', ground: 'x' });
const definitions = [
  definition(mrzFacts.number, 'text'), definition(mrzFacts.issuer, 'country'), definition(mrzFacts.validTo, 'date'), definition(mrzFacts.birthDate, 'partial-date'),
  definition(mrzFacts.name, 'name'), definition(mrzFacts.nationality, 'citizenships'), definition('person.passport-mrz', 'mrz'), definition('person.passport-image', 'document'),
];
const { number } = mrzFacts;
let n = 0;
const fact = (name: string, value: Json, source: FactSource, more: Partial<Fact> = {}): Fact => ({
  id: `f${++n}`, subject: 'person/p', name, value, source, certainty: 'stated', assertedBy: 'person/p', assertedAt: '2026-11-22T10:00:00.000Z', ...more,
});
const lines = (second = 'AB12345671BRA9305144M3102019<<<<<<<<<<<<<<<8') => ({ lines: ['P<BRASILVA<SOUZA<<CHRISTOPHER'.padEnd(44, '<'), second] });
const compared = (...history: Fact[]) => Object.fromEntries(compareSources(history, definitions, 'Europe/Stockholm').map((one) => [one.name, one]));

test('the same by meaning: names as a passport writes them, dates of which less is known, numbers with spaces', () => {
  const same: [FactType, Json, Json][] = [
    ['name', { given: 'Åsa Märta', family: 'Öberg' }, { given: 'AASA MAERTA', family: 'OEBERG' }], ['name', { given: 'Олена', family: 'Шевченко' }, { given: 'OLENA', family: 'SHEVCHENKO' }],
    ['text', 'ab 123-456', 'AB123456'], ['citizenships', ['BR', 'PT'], ['PT', 'BR']], ['address', { street: 'Storgatan 1', city: 'Umeå' }, { city: 'UMEA', street: 'storgatan  1' }],
    ['date', '2026-01-02', '2026-01-02'], ['partial-date', { year: 1990, certainty: 'stated' }, { year: 1990, certainty: 'document' }], ['partial-date', '1990', { year: 1990, certainty: 'stated' }],
  ];
  const compatible: [FactType, Json, Json][] = [
    ['name', { given: 'Anna', family: 'Eriksson' }, { given: 'Eriksson', family: 'Anna' }], ['name', { given: 'محمد', family: 'بن راشد' }, { given: 'MOHAMMED', family: 'BIN RASHID' }],
    ['name', { given: 'Maria del Carmen Esperanza', family: 'Garcia Marquez de la Cruz y Soto' }, { given: 'MARIA', family: 'GARCIA MARQUEZ DE LA CRUZ Y SOTO' }],
    ['partial-date', { year: 1990, certainty: 'stated' }, '1990-05-06'], ['partial-date', null, '1990-05-06'], ['citizenships', ['BR', 'PT'], ['BR']], ['address', { street: 'A 1', city: 'B' }, { street: 'A 1', city: 'B', country: 'SE' }],
  ];
  const differs: [FactType, Json, Json][] = [
    ['name', { given: 'Anna', family: 'Eriksson' }, { given: 'Anna', family: 'Ericsson' }], ['date', '2026-01-02', '2026-02-01'], ['partial-date', { year: 1990, month: 4, certainty: 'stated' }, '1990-05-06'],
    ['text', 'AB1234567', 'AB1234576'], ['citizenships', ['BR'], ['PT']], ['country', 'BR', 'PT'], ['boolean', true, false], ['money', 100, 200],
  ];
  for (const [agreement, rows] of [['same', same], ['compatible', compatible], ['differs', differs]] as const) {
    for (const [type, a, b] of rows) {
      assert.equal(compareValues(type, a, b), agreement, `${type} ${JSON.stringify(a)} ${JSON.stringify(b)}`);
      assert.equal(compareValues(type, b, a), agreement, `${type} the other way round`);
    }
  }
});

test('three sources: the newest of each, the worst of the pairs', () => {
  const all = compared(fact(number, 'AB1', 'applicant'), fact(number, 'AB1234567', 'applicant'), fact('person.passport-mrz', lines(), 'applicant'), fact(number, 'AB 1234567', 'register'));
  assert.equal(all[number]!.agreement, 'same');
  assert.deepEqual(Object.fromEntries(Object.entries(all[number]!.said).map(([who, said]) => [who, said.values])), { applicant: ['AB1234567'], document: ['AB1234567'], register: ['AB 1234567'] });
  assert.equal(compared(fact(number, 'AB1', 'applicant'), fact(number, 'AB2', 'partner'))[number]!.agreement, 'differs');
  assert.equal(compared(fact(number, 'AB1', 'applicant'), fact(number, 'AB2', 'officer'))[number]!.agreement, 'alone');
  assert.equal(compared(fact('person.passport-image', ['d'], 'applicant'))['person.passport-image'], undefined);
});

test('machine-readable lines speak as the document, of every fact they hold', () => {
  const all = compared(fact('person.passport-mrz', lines(), 'applicant'), fact(mrzFacts.name, { given: 'Christopher', family: 'Silva Souza' }, 'applicant'), fact(mrzFacts.birthDate, '1993-05-14', 'applicant'), fact(mrzFacts.validTo, '2031-02-02', 'applicant'));
  assert.equal(all[mrzFacts.name]!.agreement, 'same');
  assert.equal(all[mrzFacts.birthDate]!.agreement, 'same');
  assert.equal(all[mrzFacts.validTo]!.agreement, 'differs');
  assert.equal(all[mrzFacts.issuer]!.agreement, 'alone');
  const unsure = compared(fact('person.passport-mrz', lines('AB12345761BRA9305144M3102019<<<<<<<<<<<<<<<8'), 'applicant'));
  assert.equal(unsure[number]!.said.document!.doubtful, true);
  assert.deepEqual(compared(fact('person.passport-mrz', { lines: ['nonsense'] }, 'applicant')), {});
});

test('comparing is even-handed, and a value is the same as itself', () => {
  const date = fc.oneof(fc.integer({ min: 1950, max: 1952 }).map((year): Json => ({ year, certainty: 'stated' })), fc.constantFrom<Json>('1950-03-04', '1951-03-04', '1950-03', '1952', null));
  const name = fc.record({ given: fc.constantFrom('Anna', 'Åsa', 'Олена', 'محمد'), family: fc.constantFrom('Öberg', 'Oeberg', 'Lind') }) as fc.Arbitrary<Json>;
  for (const [type, values] of [['partial-date', date], ['name', name], ['citizenships', fc.uniqueArray(fc.constantFrom('BR', 'PT', 'SE'), { minLength: 1 }) as fc.Arbitrary<Json>]] as const) {
    fc.assert(fc.property(values, values, (a, b) => {
      assert.equal(compareValues(type, a, a), 'same');
      assert.equal(compareValues(type, a, b), compareValues(type, b, a));
    }));
  }
});
