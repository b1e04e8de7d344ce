import { addDays, type Day } from '@ankomst/core';
import { namings, streets, towns, type Naming } from './names.ts';
import { personalNumber } from './personal-number.ts';
import type { Chance } from './random.ts';

/** A person as the population register would answer about them. */
export interface RegisterPerson {
  number: string;
  name: { given?: string; family?: string; single?: string; native?: string };
  birthDate: Day;
  birthCountry: string;
  birthPlace?: string;
  citizenships: string[];
  maritalStatus: 'unmarried' | 'married' | 'divorced' | 'widowed';
  sex: 'female' | 'male';
  address: { street: string; postcode: string; city: string } | null;
}

/** The authority's own knowledge of a permit: what its decisions have given. */
export interface KnownPermit {
  kind: 'permanent' | 'temporary';
  ground: 'protection' | 'family' | 'work';
  validFrom: Day;
  /** Null for a permanent permit. */
  validTo: Day | null;
  /** The officer's finding, when the parent's own permit was decided, on whether it is likely to last. */
  prospects?: boolean;
}

export interface Parent {
  person: RegisterPerson;
  relation: 'mother' | 'father';
  language: string;
  permit: KnownPermit;
}

/** A family to which a child was born: what the register's event says, and what is known of the parents. */
export interface Family {
  bornOn: Day;
  child: RegisterPerson;
  parents: Parent[];
  /** Numbers. */
  custodians: string[];
  livesWith: string[];
  /** The child's passport, once the family has it; validity as the embassy gave it. */
  passport: { number: string; country: string; validTo: Day } | null;
}

/** What is out of the ordinary in a family; most have nothing. */
export type Oddity = 'none' | 'one-custodian' | 'live-apart' | 'permit-ended' | 'passport-expired' | 'no-passport' | 'unnamed';

/**
 * Gives each date its numbers one after the other, so that no two people share one, nor have one of `taken`.
 * From the end of the test series: the simulated register gives out its own from the beginning.
 */
export function numberSeries(taken: ReadonlySet<string> = new Set()): (date: Day, sex: 'female' | 'male') => string {
  const next = new Map<string, number>();
  return (date, sex) => {
    // ten numbers for each sex and date; when they are used up, the next day lends its own (as the register does)
    for (let day = date; ; day = addDays(day, 1)) {
      const key = `${day}${sex}`;
      for (let used = next.get(key) ?? 0; used < 10; used += 1) {
        next.set(key, used + 1);
        const number = personalNumber(day, (9 - used) * 2 + (sex === 'male' ? 1 : 0));
        if (!taken.has(number)) return number;
      }
    }
  };
}

/** A family after the odds of the field: citizenship, town, ages, permits. `oddity` is what makes it hard, if anything. */
export function inventFamily(luck: Chance, bornOn: Day, oddity: Oddity, numberFor: (date: Day, sex: 'female' | 'male') => string): Family {
  const naming = luck.weighted(namings.map((one) => [one.weight, one] as const));
  const town = luck.weighted(towns);
  const home = address(luck, town);
  const married = luck.happens(0.8);
  const family = luck.pick(naming.family);
  const ground = groundOf(luck, naming);
  const parent = (relation: 'mother' | 'father', lives: typeof home): Parent => {
    const sex = relation === 'mother' ? 'female' as const : 'male' as const;
    const birthDate = addDays(bornOn, -Math.round((21 + luck.next() * 18) * 365.25));
    return {
      relation,
      language: luck.happens(0.7) ? naming.languages[0]! : luck.pick(naming.languages),
      permit: permitOf(luck, ground, bornOn, oddity === 'permit-ended'),
      person: {
        number: numberFor(birthDate, sex), name: { given: luck.pick(naming[sex]), family }, birthDate,
        birthCountry: naming.country, citizenships: [naming.country], maritalStatus: married ? 'married' : 'unmarried', sex, address: lives,
      },
    };
  };
  const mother = parent('mother', home);
  const father = parent('father', oddity === 'live-apart' ? address(luck, luck.weighted(towns)) : home);
  const alone = oddity === 'one-custodian';
  const parents = alone ? [mother] : [mother, father];
  const sex = luck.happens(0.514) ? 'male' as const : 'female' as const;
  const child: RegisterPerson = {
    number: numberFor(bornOn, sex), name: oddity === 'unnamed' ? { family } : { given: luck.pick(naming[sex]), family }, birthDate: bornOn, birthCountry: 'SE',
    birthPlace: town.hospital, citizenships: [naming.country], maritalStatus: 'unmarried', sex, address: home,
  };
  return {
    bornOn, child, parents,
    custodians: parents.map((one) => one.person.number),
    livesWith: oddity === 'live-apart' ? [mother.person.number] : parents.map((one) => one.person.number),
    passport: oddity === 'no-passport' ? null : {
      number: luck.pick(['N', 'P', 'K', 'M']) + String(luck.between(1_000_000, 9_999_999)), country: naming.country,
      validTo: oddity === 'passport-expired' ? addDays(bornOn, -luck.between(5, 60)) : addDays(bornOn, luck.pick([2, 3, 5, 5]) * 365 + luck.between(0, 90)),
    },
  };
}

function address(luck: Chance, town: { city: string; postcode: string }): { street: string; postcode: string; city: string } {
  return { street: `${luck.pick(streets)} ${luck.between(1, 90)}`, postcode: town.postcode, city: town.city };
}

/** Those who fled have protection; others have come to work or to their family and have stayed until it was permanent. */
function groundOf(luck: Chance, naming: Naming): KnownPermit['ground'] {
  if (['IN', 'CN', 'BR', 'TR', 'UA'].includes(naming.country)) return luck.weighted([[6, 'work'], [4, 'family']] as const);
  return luck.weighted([[9, 'protection'], [1, 'family']] as const);
}

function permitOf(luck: Chance, ground: KnownPermit['ground'], bornOn: Day, ended: boolean): KnownPermit {
  if (ended) {
    const validTo = addDays(bornOn, -luck.between(10, 200));
    return { kind: 'temporary', ground: 'protection', validFrom: addDays(validTo, -2 * 365), validTo, prospects: true };
  }
  const permanent = ground !== 'protection' || luck.happens(0.35);
  if (permanent) return { kind: 'permanent', ground, validFrom: addDays(bornOn, -luck.between(200, 2200)), validTo: null };
  return { kind: 'temporary', ground, validFrom: addDays(bornOn, -luck.between(60, 300)), validTo: addDays(bornOn, luck.between(420, 760)), prospects: luck.happens(0.96) };
}
