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
  /** For `code`: the table the codes are in. */
  list?: string;
  /** For numbers and sums (in öre): what is less or more is no answer but a slip of the hand, and is refused in words. */
  min?: number;
  max?: number;
  /** Who may assert it, best source first. */
  sources: FactSource[];
  sensitivity: 'ordinary' | 'sensitive' | 'protected';
  /** The legal ground on which the authority may hold it. */
  ground: string;
}
export type FactType =
  | 'text' | 'name' | 'date' | 'partial-date' | 'boolean' | 'yes-no-unknown' | 'integer' | 'money'
  | 'country' | 'citizenships' | 'choice' | 'document' | 'passport' | 'period' | 'address' | 'person' | 'consent'
  /** A code out of a dated list of the authority (`list`), such as an occupation. */
  | 'code' | 'organisation-number' | 'number' | 'percent' | 'email'
  /** The machine-readable lines of a passport or visa, as typed or scanned (ICAO 9303). */
  | 'mrz';

/** Who stands in a case: `applicant`, `guardian`, `sponsor`, `employer`, … */
export interface RoleDefinition {
  role: string;
  min: number;
  max: number;
  /** An organisation stands in the case as a legal person and acts only through somebody with a mandate. */
  is?: 'organisation';
  /** What this role may do in the case. Default: none of it. */
  may: RoleAct[];
  /**
   * What this role sees of the case's facts and of the other parties': fact names, a `*` at the end stands for
   * any ending. Without it, as among guardians: the case's and the applicant's facts, and what is ordinary of the others' part.
   */
  sees?: string[];
  /** The letter this role gets instead of the ordinary one (`grant` -> `grant-employer`); null: none. */
  letters?: Record<string, string | null>;
}
export type RoleAct = 'read' | 'answer' | 'notify' | 'withdraw' | 'book' | 'pay' | 'appeal';

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
  /** Instead of facts: the rows of this dated table (columns `valid_from`, `valid_to`) that hold on the anchor date, as a list of contexts. */
  table?: string;
  /** The date at which the table's rows must hold. Default: the decision date. */
  anchor?: 'application' | 'decision' | 'event';
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
  holder: { role: string; each?: boolean } | { anyOf: string[] } | { office: string } | { partner: string } | { officer: true };
  /**
   * Met when the fact is on file (and equals, where given). Whose fact: a party fact is the holder's own,
   * a person fact that of the role `of` (default: the applicant), a case fact the case's.
   * `fee`: met when the rulebook's fee is nothing or has been paid.
   */
  needs: { fact: string; of?: string; equals?: Json } | { fee: true };
  where?: { fact: string; to?: string; equals: Json };
  /** Only when this fact has that value. */
  when?: { fact: string; role?: string; equals: Json };
  deadline?: DeadlineDefinition;
  /** What the partner is asked as the case comes to wait for it. */
  ask?: PartnerQuestion;
}

/** A question to a partner: its fields -> facts of the case, and where in its answer the awaited fact's value stands, if it answers at once. */
export interface PartnerQuestion {
  fields: Record<string, { role?: string; fact: string }>;
  answer?: string;
}

/** `appealed`: decided, and appealed against; the case waits for the review or the court. */
export type Phase = 'offered' | 'lodged' | 'decided' | 'appealed' | 'closed';

export interface DeadlineDefinition {
  id: string;
  days?: number;
  months?: number;
  /** Working days follow the authority's calendar. */
  workingDays?: boolean;
  /** `complete`: from when nothing more was awaited of the parties. */
  from: 'event' | 'opened' | 'lodged' | 'complete' | 'requirement' | 'decided' | 'served';
  basis: string;
  /** Waiting reasons during which the clock stands still. */
  pausedBy?: string[];
  /** Days before the end at which its holder is warned. */
  warn?: number[];
  /** How the law lets it be prolonged, by an officer with a reason of the case. */
  extend?: { days: number; times: number; basis: string };
  /** The letter to be drafted before the limit where the decision is late (a notice of delay): an officer signs it. */
  notice?: string;
  /** On a requirement's clock: what is taken to be so when it has passed in silence, so that the case goes on. Never against the person. */
  lapsesTo?: { fact: string; value: Json };
  /**
   * The clock measures no limit but a right: from its end a party may ask once that the case be decided,
   * and the authority then has so many days to decide or to refuse the request in a decision of its own.
   */
  opens?: { id: string; days: number; basis: string };
  /** Who acts when it passes; never an automatic refusal. */
  holder: string;
}

/** When the robot may decide. Only ever towards a grant. */
export interface AutomationPolicy {
  enabled: boolean;
  /** The formal decision to put the automation in use: number, date, responsible official, legal grounds. */
  commissioning: {
    id: string; decidedOn: Day; decidedBy: string; basis: string[];
    /** The decision's own text with its reasons (Markdown), released with the rules it covers. */
    reasons?: string;
  };
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
  /** What opens a case without anybody asking, if anything does. */
  offer?: OfferDefinition;
  /** How a person begins a case without being offered anything, if one may. */
  apply?: ApplyDefinition;
  /** What anybody may try without logging in: the same rules on what they tell. */
  precheck?: PrecheckDefinition;
  /** Other permits that the same facts may open: the applicant is told. */
  alternatives?: AlternativeDefinition[];
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

/**
 * A partner's event that opens a case and puts an offer to somebody.
 * Paths (`child.birthDate`) lead into the event's `data`; persons are named there by their number.
 */
export interface OfferDefinition {
  event: string;
  partner: string;
  /** On what ground the partner tells and the authority may use it. */
  basis: string;
  /** Roles in the new case -> the person(s) at this path; `except`: not those who hold that role already. */
  parties: Record<string, { path: string; key?: string; except?: string }>;
  facts: OfferFact[];
  /** Who is invited to confirm and apply. */
  invites: string;
  /** What must be on file of a person in this role, else there is nothing to ask anybody: an officer looks at the message. */
  when?: { fact: string; of: string; equals: Json };
  /** The event may come again: once its case is closed, another opens a new one. */
  repeats?: boolean;
  /** Facts asked of the same partner for each person of these roles, by number, where not on file; paths lead into its answer. */
  lookUp?: { roles: string[]; facts: { fact: string; path: string }[] };
}
/** One fact taken from the event; exactly one of `path`, `value`, `count`, `isIn` says how. */
export interface OfferFact {
  fact: string;
  of: string;
  to?: string;
  /** The value at this path; nothing is recorded when there is none. */
  path?: string;
  value?: Json;
  /** The number of entries in the list at this path. */
  count?: string;
  /** Whether the person's number is in the list at this path (of numbers, or of objects with `number`). */
  isIn?: string;
  /** Record only if at least one of these paths holds something: a child not yet named has no name. */
  ifAny?: string[];
  source: FactSource;
  certainty: 'verified' | 'stated';
}

/** How a case begins by somebody's own hand. */
export interface ApplyDefinition {
  /** Roles that may begin it. */
  roles: string[];
  /** Asked of a register about who begins it, where that person has a number there and the fact is not on file. */
  lookUp?: { partner: string; facts: { fact: string; path: string }[] };
  /**
   * Other ways to begin, for whom `when` holds: each with facts of its own, and nothing taken over from before
   * (a new employer: what the last one offered is not what this one offers, and the last one has no part in it).
   */
  openings?: { id: string; when: { fact: string; of: string; equals: Json }; set: { fact: string; value: Json }[] }[];
  /** Facts set as it opens, by the authority's own records; of several lines for one fact, the first whose `when` holds. */
  set?: { fact: string; value: Json; when?: { fact: string; of?: string; equals: Json } }[];
  /** Facts of the case taken over from the applicant's last granted case of this service: an extension asks only for what changed. */
  carry?: string[];
  /** The same under another name: what was offered then is what was promised now. New name -> name in the earlier case. */
  carryAs?: Record<string, string>;
  /** Roles whose holders are taken over from there. */
  carryRoles?: string[];
  /** Who is asked in by whom: by e-mail with a code, or (`by`) an organisation found by its number in that fact; `email`: the fact with the address to tell. */
  invite?: { from: string; to: string; by?: string; email?: string }[];
}

/** The questions of a try without login, and the conditions they can answer. */
export interface PrecheckDefinition {
  pages: string[];
  conditions: string[];
}

/** Another permit that the same facts may open. */
export interface AlternativeDefinition {
  id: string;
  /** DMN decision: `met`, `not met` or `unknown`. */
  decision: string;
  basis: string[];
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
  /** Questions of one group are one thought and shown as one: `born` = where and when. Heading: message `form.<page>.group.<group>`. */
  group?: string;
}
export interface FormCondition {
  fact: string;
  of?: string;
  to?: string;
  equals?: Json;
  /** Any other value than this one. */
  not?: Json;
  known?: boolean;
}

export interface RulebookRelease {
  hash: string;
  service: string;
  validFrom: Day;
  releasedAt: Instant;
}
