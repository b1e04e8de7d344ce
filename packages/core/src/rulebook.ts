import type { Json } from './json.ts';
import type { About, FactSource } from './fact.ts';
import type { Day, Instant } from './time.ts';

/** A text in several languages, by BCP 47 tag. */
export type LocalText = Record<string, string>;

/** One entry of the fact catalogue. */
export interface FactDefinition {
  name: string;
  about: About;
  type: FactType;
  /** For `choice`: the codes; their labels are messages `fact.<name>.<code>`. */
  choices?: string[];
  /** Who may assert it, best source first. */
  sources: FactSource[];
  sensitivity: 'ordinary' | 'sensitive' | 'protected';
  /** The legal ground on which the authority may hold it. */
  ground: string;
}
export type FactType =
  | 'text' | 'name' | 'date' | 'partial-date' | 'boolean' | 'yes-no-unknown' | 'integer' | 'money'
  | 'country' | 'citizenships' | 'choice' | 'document' | 'passport' | 'period' | 'address' | 'person' | 'consent';

/** Who stands in a case: `applicant`, `guardian`, `sponsor`, `employer`, … */
export interface RoleDefinition {
  role: string;
  min: number;
  max: number;
  /** May this role read the case, answer, and be notified? Default: none of it. */
  may: ('read' | 'answer' | 'notify' | 'withdraw' | 'book')[];
}

/**
 * How one DMN input is filled from facts.
 * `role` names whose facts; a role that may be held by several gives a list, in the order of the parties.
 * A field maps an entry name in the model to a fact: of the person, of the case, of the party,
 * or of the relation between that person and the holder of another role.
 */
export interface InputBinding {
  input: string;
  role?: string;
  list?: boolean;
  fields: Record<string, FieldBinding>;
}
export type FieldBinding =
  | { fact: string; to?: string /* role at the other end of a relation fact */ }
  | { date: 'application' | 'decision' | 'event' };

/** A legal condition: one DMN decision whose rows say `met`, `not met` or `unknown`, each with basis and reason. */
export interface ConditionDefinition {
  id: string;
  /** Name of the DMN decision. Its output is one of the words above. */
  decision: string;
  /** `objective`: settled by facts. `discretion`: an officer must assess; never automatic. */
  kind: 'objective' | 'discretion';
  /** The date the condition is judged at. */
  anchor: 'application' | 'decision' | 'event';
  basis: string[];
  /** What may be asked for when it is unknown: a form page. */
  askPage?: string;
}

/** What must be there before the case can go on. Evaluated in order; the first unmet one is what the case waits for. */
export interface RequirementDefinition {
  id: string;
  phase: Phase;
  /** Whose part it is; `each` = every party of that role for whom `where` holds must meet it. */
  holder: { role: string; each?: boolean } | { office: string } | { partner: string } | { officer: true };
  /** Met when the fact is on file (and equals, where given). */
  needs: { fact: string; equals?: Json };
  where?: { fact: string; to?: string; equals: Json };
  /** Only when this fact has that value. */
  when?: { fact: string; role?: string; equals: Json };
  deadline?: DeadlineDefinition;
}

export type Phase = 'offered' | 'lodged' | 'decided' | 'closed';

export interface DeadlineDefinition {
  id: string;
  days?: number;
  months?: number;
  /** Working days follow the authority's calendar. */
  workingDays?: boolean;
  from: 'opened' | 'lodged' | 'requirement' | 'decided' | 'served';
  basis: string;
  /** Waiting reasons during which the clock stands still. */
  pausedBy?: string[];
  /** Who acts when it passes; never an automatic refusal. */
  holder: string;
}

/** When the robot may decide. Only ever towards a grant. */
export interface AutomationPolicy {
  enabled: boolean;
  /** The formal decision to put the automation in use: number, date, responsible official, legal grounds. */
  commissioning: { id: string; decidedOn: Day; decidedBy: string; basis: string[] };
  /** Sources accepted as beyond doubt, by fact; `*` is the default. */
  accepts: Record<string, FactSource[]>;
  /** Share of automated decisions drawn for human re-assessment, 0..1. */
  sampleRate: number;
}

/** A service released: immutable, named by its content hash. Everything a replay needs is inside. */
export interface Rulebook {
  hash: string;
  service: string;
  version: string;
  validFrom: Day;
  approvedBy: string[];
  automation: AutomationPolicy;
  roles: RoleDefinition[];
  /** Which role is the person the permit is for. */
  applicantRole: string;
  bindings: InputBinding[];
  conditions: ConditionDefinition[];
  /** DMN decision giving `GRANT` or `OFFICER`. */
  outcome: string;
  /** DMN decision giving the permit's terms (context: kind, valid from, valid to, …). */
  permit: string;
  /** DMN decision giving the fee in öre and its ground, if any. */
  fee?: string;
  requirements: RequirementDefinition[];
  deadlines: DeadlineDefinition[];
  form: FormDefinition;
  /** The rules as released: DMN 1.5 XML. */
  dmn: string;
  /** The dated tables the rules read, as released (rows already typed). */
  tables: Record<string, Json[]>;
  facts: FactDefinition[];
  /** Letter templates by letter and language. */
  letters: Record<string, Record<string, string>>;
  /** Messages by language. */
  text: Record<string, Record<string, string>>;
  notices: NoticeDefinition[];
  legalBasis: { id: string; label: LocalText; url?: string; verified: boolean }[];
  unit: string;
}
/** What is hashed: all but the hash itself. */
export type RulebookContent = Omit<Rulebook, 'hash'>;

/** A message to a partner agency on an event, with the ground on which it may be sent and the facts it may hold. */
export interface NoticeDefinition {
  id: string;
  on: string;
  partner: string;
  basis: string;
  /** field in the message -> fact of a role, or a word of the permit. */
  payload: Record<string, { role?: string; fact?: string; permit?: string }>;
}

/** A form as data: pages of questions, each the name of a fact. The same definition validates and renders. */
export interface FormDefinition {
  version: string;
  pages: FormPage[];
}
export interface FormPage {
  id: string;
  /** Message key of heading; default `form.<page>.title`. */
  questions: FormQuestion[];
  /** Shown only if all hold. */
  when?: FormCondition[];
  /** `confirm`: facts on file shown for a yes; `ask`: facts not known. */
  kind: 'confirm' | 'ask';
  /** Who answers: the role; each of them their own where `each`. */
  role: string;
  each?: boolean;
}
export interface FormQuestion {
  fact: string;
  /** Whose fact it is. Default: the applicant. */
  of?: string;
  to?: string;
  required?: boolean;
  when?: FormCondition[];
  /** For documents: what is accepted. */
  accept?: string[];
}
export interface FormCondition {
  fact: string;
  of?: string;
  to?: string;
  equals?: Json;
  known?: boolean;
}

export interface RulebookRelease {
  hash: string;
  service: string;
  validFrom: Day;
  releasedAt: Instant;
}
