import type { Calendar, Day, FactDefinition, Json, LocalText, Rulebook } from '@ankomst/core';
import type { AuthorityFile, LawEntry, Office, Unit } from './files.ts';
import { ContentError } from './finding.ts';
import { createMessages, type Messages } from './messages.ts';
import { readContent } from './read-content.ts';
import { compileRulebook } from './release.ts';

/** An authority as the machinery uses it: its content read, checked for form, and released. */
export interface Authority {
  id: string;
  names: LocalText;
  country: string;
  currency: string;
  languages: { binding: string; offered: string[] };
  calendar: Calendar;
  contact: AuthorityFile['contact'];
  signing: AuthorityFile['signing'];
  units: Unit[];
  offices: Office[];
  queue: AuthorityFile['queue'];
  law: LawEntry[];
  facts: FactDefinition[];
  tables: Record<string, Json[]>;
  /** The authority's own messages by language; a rulebook's `text` holds these and its own. */
  text: Record<string, Record<string, string>>;
  /** The services as released from the files, newest only. Older rulebooks live in the store. */
  services: Rulebook[];
  service(id: string): Rulebook | undefined;
  /** Messages in a language: the authority's own, or a rulebook's where given. Falls back to the binding language. */
  messages(language: string, rulebook?: Pick<Rulebook, 'text'>): Messages;
}

/** Reads and releases the content of one authority; drafts are left out. Throws ContentError with every fault found. */
export function loadAuthority(dir: string): Authority {
  const raw = readContent(dir, { tests: false });
  const faults = raw.findings.filter((one) => one.severity === 'error');
  if (faults.length > 0) throw new ContentError(faults);
  const file = raw.authority.value;
  const services = raw.services.filter((service) => !service.service.value.draft).map((service) => compileRulebook(raw, service));
  const text = Object.fromEntries(file.languages.offered.map((language) => [language, raw.text[language]?.value ?? {}]));
  const holidays = (raw.tables[file.calendar.holidays]?.rows ?? []).map((row) => row['date']).filter((day): day is Day => typeof day === 'string');
  const { calendar: _calendar, tables: _tables, ...own } = file;
  return {
    ...own,
    calendar: { timeZone: file.calendar.timeZone, workingWeek: file.calendar.workingWeek, holidays: new Set(holidays) },
    law: raw.law.value,
    facts: raw.facts.map((one) => one.definition),
    tables: Object.fromEntries(Object.entries(raw.tables).map(([id, table]) => [id, table.rows])),
    text,
    services,
    service: (id) => services.find((one) => one.service === id),
    messages: (language, rulebook) => createMessages(rulebook?.text ?? text, language, { binding: file.languages.binding, timeZone: file.calendar.timeZone }),
  };
}
