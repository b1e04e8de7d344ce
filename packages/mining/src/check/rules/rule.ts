/**
 * Rules a case keeps or breaks, as plain JSON: the templates of Declare (Pesic, van der Aalst, DECLARE,
 * 2007) with time limits, and rules on who did what. `first` and `then` are activities.
 */
export type Rule = Existence | Absence | Exactly | Ends | Pair | Persons;

interface Common {
  /** What the rule is called; shown with its breaks. */
  name?: string;
  /** Cases in which a break is known and accepted, each with the reason. */
  accept?: readonly Accepted[];
}
export interface Accepted { case: string; reason: string; /** Last day the acceptance stands, `2026-12-31`. */ until?: string }

/** At least so many times (1). */
export interface Existence extends Common { rule: 'existence'; activity: string; least?: number }
/** At most so many times (0). */
export interface Absence extends Common { rule: 'absence'; activity: string; most?: number }
export interface Exactly extends Common { rule: 'exactly'; activity: string; times: number }
/** The case begins, or ends, with the activity. */
export interface Ends extends Common { rule: 'begins-with' | 'ends-with'; activity: string }

export type PairRule =
  /** If `first` occurs, `then` does, somewhere. / Both or neither. / Never both in a case. */
  | 'responded-existence' | 'co-existence' | 'never-together'
  /** After each `first` comes a `then`; alternate: before the next `first`; chain: at once. */
  | 'response' | 'alternate-response' | 'chain-response'
  /** Before each `then` came a `first`; alternate: one for each; chain: right before. */
  | 'precedence' | 'alternate-precedence' | 'chain-precedence'
  /** Response and precedence both. */
  | 'succession' | 'alternate-succession' | 'chain-succession'
  /** No `then` after a `first`; chain: not right after. */
  | 'not-succession' | 'not-chain-succession';

export interface Pair extends Common {
  rule: PairRule;
  first: string;
  then: string;
  /**
   * For response, precedence and succession: from the one to the other at most this.
   * `P5D`, `PT36H` or milliseconds: so much time of the clock the check is given; a day is 24 hours of it, which in a
   * calendar of eight hours a day is three days. `5 days`, `5 working days`: to the end of the fifth such day after the
   * day of the one, as periods of law run; that needs a working calendar.
   */
  within?: string | number;
}

/** four-eyes: nobody who did one of the activities did another of them in the same case. same-person: one person did all of them. */
export interface Persons extends Common {
  rule: 'four-eyes' | 'same-person';
  activities: readonly string[];
  /** Event attribute that names the person; `org:resource` unless told. */
  attribute?: string;
}
