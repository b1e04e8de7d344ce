import type { Finding } from '../finding.ts';
import type { RawContent } from '../files.ts';

/** Offices that could never be visited: unknown units, time zones that do not exist, doors that close before they open. */
export function checkOffices(raw: RawContent): Finding[] {
  const { authority } = raw;
  const findings: Finding[] = [];
  const add = (code: string, path: (string | number)[], message: string, fix: string): void => {
    findings.push({ code, severity: 'error', file: authority.file, line: authority.line(path), message, fix });
  };
  const { offered, binding } = authority.value.languages;
  if (!offered.includes(binding)) add('binding-language', ['languages', 'binding'], `the binding language "${binding}" is not offered`, 'add it to `offered`');
  if (!zone(authority.value.calendar.timeZone)) add('unknown-time-zone', ['calendar', 'timeZone'], `there is no time zone "${authority.value.calendar.timeZone}"`, 'use an IANA name, e.g. Europe/Stockholm');
  if (!raw.tables[authority.value.calendar.holidays]) add('unknown-table', ['calendar', 'holidays'], `there is no table "${authority.value.calendar.holidays}"`, `write tables/${authority.value.calendar.holidays}.csv`);
  const units = new Set(authority.value.units.map((one) => one.id));
  authority.value.units.forEach((one, i) => names(one.names, ['units', i], one.id));
  authority.value.offices.forEach((one, i) => {
    const path = ['offices', i];
    names(one.names, path, one.id);
    if (!units.has(one.unit)) add('unknown-unit', [...path, 'unit'], `the unit "${one.unit}" of "${one.id}" does not exist`, `use one of: ${[...units].join(', ')}`);
    if (!zone(one.timeZone)) add('unknown-time-zone', [...path, 'timeZone'], `there is no time zone "${one.timeZone}"`, 'use an IANA name, e.g. Africa/Nairobi');
    one.hours.forEach((hours, j) => {
      if (hours.close <= hours.open) add('hours-reversed', [...path, 'hours', j], `"${one.id}" closes (${hours.close}) before it opens (${hours.open})`, 'correct the hours');
      for (const day of hours.days) {
        const clash = one.hours.slice(0, j).find((other) => other.days.includes(day) && other.open < hours.close && hours.open < other.close);
        if (clash) add('hours-overlap', [...path, 'hours', j], `the hours of "${one.id}" overlap on weekday ${day}`, 'make them apart');
      }
    });
  });
  return findings;

  function names(texts: Record<string, string>, path: (string | number)[], id: string): void {
    for (const language of offered) if (!texts[language]) add('missing-translation', [...path, 'names'], `"${id}" has no name in ${language}`, 'write one');
  }
}

function zone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
