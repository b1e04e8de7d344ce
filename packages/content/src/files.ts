import type { FactDefinition, FormDefinition, Json, LocalText, Rulebook } from '@ankomst/core';
import type { Finding } from './finding.ts';
import type { Source } from './source.ts';

/** What stands in `authority.yaml`. */
export interface AuthorityFile {
  id: string;
  names: LocalText;
  country: string;
  currency: string;
  languages: {
    binding: string;
    offered: string[];
    /** `<language> <key>`: texts that are rightly the same as in the binding language. */
    sameText?: string[];
  };
  /** `holidays` names the table of days off. */
  calendar: { timeZone: string; workingWeek: number[]; holidays: string };
  contact: { demonstration?: boolean; phone?: string; email?: string; web?: string; post?: string[]; dataProtectionOfficer?: string };
  signing: { keys: string; algorithm: string };
  units: Unit[];
  offices: Office[];
  queue: QueueOrder;
  tables: Record<string, TableDefinition>;
}

/** How the staff's one queue is ordered. */
export interface QueueOrder {
  /** Within so many days a case is taken where the law sets no day. */
  normDays: number;
  /** Share of the hand-outs that goes to the oldest case, 0 to 1. */
  ageingShare: number;
  /** So many days earlier a case comes to an officer who speaks its language. */
  languageDays: number;
  /** A case in which nothing has happened for so many days is still. */
  stillDays: number;
  rules: {
    id: string;
    names: LocalText;
    /** The provision, an id in law.yaml. */
    basis?: string;
    earlierDays?: number;
    /** 1 anybody, 3 the most experienced. */
    level?: number;
    when: { fact?: string; of?: string; equals?: string | number | boolean; youngerThan?: number; waiting?: string; stoppedByAtLeast?: number };
  }[];
}
export interface Unit { id: string; names: LocalText }

/** A place where people come: a service centre, or an embassy with its own time zone. */
export interface Office {
  id: string;
  kind: 'service-centre' | 'embassy';
  unit: string;
  names: LocalText;
  /** ISO 3166-1 alpha-2; default the authority's own. */
  country?: string;
  /** Countries an embassy serves. */
  serves?: string[];
  /** IANA name; hours are wall time there. */
  timeZone: string;
  address: string[];
  /** Visits at the same time, and how long each is, in minutes. */
  visits: { slotMinutes: number; capacity: number };
  /** ISO weekdays (1 = Monday) and wall times `HH:MM`. */
  hours: { days: number[]; open: string; close: string }[];
}

export type ColumnType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date';
export interface TableDefinition {
  columns: Record<string, ColumnType>;
  /** Rows of one key follow each other in time without hole or overlap. */
  dated?: { key: string[]; from: string; to: string };
}

/** One provision of law in `law.yaml`. */
export interface LawEntry {
  id: string;
  label: LocalText;
  url?: string;
  verified?: true;
  unverified?: true;
  /** The last amending act in the text that was read. */
  through?: string;
  /** What it says, in one English sentence for those who write rules. */
  says: string;
}

/** What stands in a service's `service.yaml`; the rest of a rulebook comes from the files beside it. */
export interface ServiceFile extends Pick<Rulebook, 'service' | 'version' | 'validFrom' | 'approvedBy' | 'unit' | 'applicantRole' | 'roles' | 'offer' | 'bindings'
  | 'conditions' | 'outcome' | 'permit' | 'fee' | 'requirements' | 'deadlines' | 'automation' | 'notices' | 'apply' | 'precheck' | 'alternatives'> {
  /** Not yet complete: checked with warnings instead of errors, and never released. */
  draft?: true;
  /** Ids in law.yaml. */
  legalBasis: string[];
  tables: string[];
  letters: string[];
  /** Facts a case may hold besides those the other parts name. */
  facts?: string[];
}

/** A case in `rules.test.yaml`: facts as persons and relations, and what must come out. */
export interface RuleTestCase {
  name: string;
  /** Another case's facts that these change. */
  like?: string;
  /** Application and decision day; default the file's. */
  dates?: { application?: string; decision?: string; event?: string };
  /** Facts by role (`case` for the case itself): one person, or a list where the role is held by several. `null` takes a fact, or a person, away. */
  facts?: Record<string, RuleTestFacts | (RuleTestFacts | null)[]>;
  /** Source and certainty where not the catalogue's first. */
  sources?: Record<string, { source?: string; certainty?: string }>;
  /** Rows that stand instead of the shipped ones, by table: what the rules would say under another table. */
  tables?: Record<string, { [column: string]: Json }[]>;
  expect: {
    outcome: 'GRANT' | 'OFFICER';
    /** Row hit, by condition id. */
    rows?: Record<string, string>;
    /** Status by condition id where the row does not say it (doubtful). */
    status?: Record<string, string>;
    permit?: Record<string, Json>;
    fee?: Record<string, Json>;
    /** `met`, `not met` or `unknown` by alternative. */
    alternatives?: Record<string, string>;
    /** Rows hit in decisions that are no condition. */
    hits?: string[];
  };
}
export type RuleTestFacts = Record<string, Json>;
export interface RuleTestFile { dates: { application: string; decision: string }; cases: RuleTestCase[] }

export interface Table { source: Source<string>; rows: { [column: string]: Json }[]; lines: number[]; definition: TableDefinition | undefined }
export interface RawFact { definition: FactDefinition; source: Source; index: number }

/** A service's files as read. */
export interface RawService {
  id: string;
  service: Source<ServiceFile>;
  form: Source<FormDefinition>;
  dmn: Source<string>;
  tests: Source<RuleTestFile> | undefined;
  /** The commissioning decision: why the automation may be used, and where it stops. */
  commissioning: Source<string> | undefined;
  /** By letter, then language. */
  letters: Record<string, Record<string, Source<string>>>;
  text: Record<string, Source<Record<string, string>>>;
}

/** All files of an authority as read, with what was wrong already then. */
export interface RawContent {
  dir: string;
  authority: Source<AuthorityFile>;
  law: Source<LawEntry[]>;
  facts: RawFact[];
  tables: Record<string, Table>;
  text: Record<string, Source<Record<string, string>>>;
  services: RawService[];
  findings: Finding[];
}
