import type { PermitTerms, Reason } from './decide.ts';
import type { Json } from './json.ts';
import type { Phase } from './rulebook.ts';
import type { Day, Instant } from './time.ts';

/** Who did it. `onBehalfOf` where a representative acts. */
export interface Actor {
  kind: 'person' | 'staff' | 'partner' | 'robot' | 'system';
  id: string;
  onBehalfOf?: string;
}
export const robot: Actor = { kind: 'robot', id: 'robot' };

export interface Party {
  personId: string;
  role: string;
}

/** The one thing an open case waits for. */
export interface Waiting {
  /** Requirement id or one of the machinery's own: `invite`, `join`, `answer`, `decision`, `second-officer`, `appeal-review`, `court`. */
  reason: string;
  holder: Holder;
  since: Instant;
  /** The next date the law sets, with its basis, if there is one. */
  nextLegalDate?: { on: Day; basis: string; deadline: string };
}
export type Holder =
  | { kind: 'person'; personId: string; role: string }
  /** Any one of these persons may do it. */
  | { kind: 'anyone'; role: string; personIds: string[] }
  | { kind: 'unit'; unit: string }
  | { kind: 'staff'; staffId: string; unit: string }
  | { kind: 'partner'; partner: string }
  /** Somebody asked in who has not come yet. */
  | { kind: 'invited'; role: string }
  | { kind: 'robot' };

/** A case as the domain sees it. State is what the events made; facts live beside it. */
export interface CaseFile {
  id: string;
  /** Human number with a check digit, e.g. `26-000417-3`. */
  number: string;
  service: string;
  /** Content hash of the rulebook; fixed when the case is lodged (while only offered it follows the newest). */
  rulebook: string;
  phase: Phase;
  parties: Party[];
  unit: string;
  openedAt: Instant;
  /** In which of the service's other ways it was begun, if in one. */
  opening?: string;
  /** The day of the life event the case comes from, if it comes from one: a birth, say. */
  eventOn?: Day;
  lodgedAt?: Instant;
  lodgedBy?: string;
  /** Since when nothing more was awaited of the parties: the application is complete. */
  completeAt?: Instant;
  decidedAt?: Instant;
  decisionId?: string;
  closedAt?: Instant;
  closedAs?: 'granted' | 'refused' | 'withdrawn' | 'lapsed' | 'dismissed';
  assignedTo?: string;
  /** Laid aside by an officer: out of the queue until that instant, or until something comes in. */
  snoozed?: { until: Instant; by: string; at: Instant; reason: string };
  /** Why the robot left it to a human, if it did. */
  stopped?: { at: Instant; conditions: string[]; code: string; /** In the words of whoever had stopped the robot. */ because?: string };
  openRequests: OpenRequest[];
  /** Who has been asked into the case and has not come yet. */
  invited?: { id: string; role: string; by: string; at: Instant }[];
  /** The appeal under way, where it stands, and what the case was before it. */
  appeal?: { id: string; stage: 'review' | 'court'; from: 'decided' | 'closed'; closedAs?: CaseFile['closedAs'] };
  /** A decision an officer proposes that needs a second officer. */
  proposal?: Proposal;
  waiting: Waiting | null;
  /** What it waited for before, oldest first; the deadlines' pauses and the picture of queues come from here. */
  waited: PastWait[];
  /** Grows by one with each change; a write names the version it saw. */
  version: number;
}

export interface PastWait { reason: string; holder: Holder; from: Instant; to: Instant }

export interface Proposal {
  outcome: 'granted' | 'refused' | 'dismissed';
  by: Actor;
  at: Instant;
  reasons: Reason[];
  note?: string;
  permit: PermitTerms | null;
}

/** A question an officer has put to a party and that is not yet answered. */
export interface OpenRequest {
  id: string;
  to: string; // personId
  facts: { fact: string; of: string; to?: string }[];
  text: string;
  language: string;
  askedAt: Instant;
  askedBy: string;
  answerBy?: Day;
}

/** What happened: append-only, chained per case. `type` is past tense in the field's terms. */
export interface CaseEvent {
  id: string;
  caseId: string;
  type: EventType;
  at: Instant;
  actor: Actor;
  data: { [key: string]: Json };
}

export type EventType =
  | 'EventReported' | 'CaseOpened' | 'PartyInvited' | 'PartyJoined' | 'PartCompleted' | 'OfferSent' | 'FactsRecorded' | 'DocumentReceived'
  | 'ApplicationLodged' | 'ApprovalGiven' | 'ApprovalWithheld' | 'ApplicationWithdrawn'
  | 'AutomationStopped' | 'CaseAssigned' | 'InformationRequested' | 'InformationReceived'
  | 'RequestWithdrawn' | 'DifferenceSettled' | 'DifferenceReopened' | 'ProposalWithdrawn'
  | 'DecisionProposed' | 'DecisionReturned' | 'DecisionMade' | 'PermitGranted' | 'LetterIssued' | 'LetterRead'
  | 'NoticeSent' | 'MessageReceived' | 'MessageSent'
  | 'VisitBooked' | 'VisitRebooked' | 'VisitCancelled' | 'VisitStarted' | 'IdentityChecked' | 'PhotoTaken'
  | 'CardOrdered' | 'CardProduced' | 'CardFailed' | 'CardHandedOut'
  | 'ApplicationComplete' | 'PaymentRequested' | 'FeePaid' | 'PaymentRefunded'
  | 'DeadlineWarned' | 'DeadlineExtended' | 'DelayNoticeDrafted' | 'DelayNoticeSent' | 'ConclusionRequested' | 'ConclusionDecided'
  | 'AppealLodged' | 'AppealReviewed' | 'AppealForwarded' | 'AppealWithdrawn' | 'CourtRuled'
  | 'DeadlinePassed' | 'CaseClosed' | 'CaseNoted'
  | 'CaseHandedOver' | 'CaseSnoozed' | 'CaseWoken';
