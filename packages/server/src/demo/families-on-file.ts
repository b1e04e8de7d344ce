import { addDays, type Day } from '@ankomst/core';
import type { PermitOnFile } from './known-person.ts';

/**
 * What the authority's own decisions have given the named families of the demonstration, by their numbers in
 * the simulated population register. Dates stand in relation to the day the demo is loaded.
 */
export function permitsOnFile(today: Day): Record<string, PermitOnFile> {
  const protection: PermitOnFile = { kind: 'temporary', ground: 'protection', validFrom: addDays(today, -420), validTo: addDays(today, 675), prospects: true };
  const settled: PermitOnFile = { kind: 'permanent', ground: 'protection', validFrom: addDays(today, -900), validTo: null };
  const ended: PermitOnFile = { kind: 'temporary', ground: 'protection', validFrom: addDays(today, -820), validTo: addDays(today, -90), prospects: true };
  const temporary: PermitOnFile = { kind: 'temporary', ground: 'temporary-protection', validFrom: addDays(today, -600), validTo: addDays(today, 100) };
  return {
    // Adam and Sarah Doe, Mona's parents
    '199001079814': protection, '199305149800': protection,
    // Semhar, alone with her child
    '199809119804': protection,
    // Farid Rahimi and Laila Noori, who live apart
    '198803229817': settled, '199211029807': settled,
    // Diego Fuentes Rojas, and Anna Berglund who is Swedish
    '199107309818': { kind: 'permanent', ground: 'family', validFrom: addDays(today, -500), validTo: null }, '199302189809': { kind: 'swedish-citizen' },
    // the parents of Sami Saleh, whose permits have ended
    '198901019813': ended, '199508259802': ended,
    // the Al-Khatib family
    '198712059818': settled, '199004179801': settled,
    // Priya Nair, cook: her work permit soon ends
    '199102269843': { kind: 'temporary', ground: 'work', validFrom: addDays(today, -720), validTo: addDays(today, 40) },
    // the Kovalenko family, under temporary protection
    '198510089819': temporary, '198806299809': temporary,
  };
}
