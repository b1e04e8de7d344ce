import type { Json } from './json.ts';

/**
 * Why an act cannot be done. Values, not surprises: each code has one status and one
 * message key; the page says the sentence in the person's language and the way on.
 */
export type DomainErrorCode =
  /** The case is in another phase than the act needs (somebody was faster). Show the case as it is now. */
  | 'wrong-phase'
  /** The act is not this person's to do in this case. */
  | 'not-yours'
  /** A required answer is missing. `args.facts` names them. Lead back to the questions. */
  | 'answers-missing'
  /** The fact asked for is on file already; show it for confirmation instead. `args.facts`. */
  | 'already-on-file'
  /** Four eyes: the same officer cannot approve the own proposal. */
  | 'same-officer'
  /** A refusal needs at least one reason that is an unmet condition. */
  | 'reason-missing'
  /** An officer's grant without permit terms that hold. */
  | 'permit-terms'
  /** Nothing to answer: the request was answered or taken back. */
  | 'request-closed'
  /** The visit or card is not in a state for this step. */
  | 'out-of-order'
  /** No organisation has the number given. `args.fact`: which answer. */
  | 'organisation-unknown'
  /** All places of this role in the case are taken. */
  | 'role-taken'
  /** The mandate does not hold together. `args.what`: `scope`, `period`, `self`. */
  | 'bad-mandate'
  /** The fee is nothing, not known yet, or paid. */
  | 'nothing-to-pay'
  /** There is no decision to appeal against, or no word of why. */
  | 'nothing-to-appeal'
  /** This person has appealed against this decision already. */
  | 'already-appealed'
  /** The value does not fit the fact's type. `args.fact`. */
  | 'bad-fact';

const status: Record<DomainErrorCode, number> = {
  'wrong-phase': 409, 'not-yours': 403, 'answers-missing': 422, 'already-on-file': 409, 'same-officer': 403,
  'reason-missing': 422, 'permit-terms': 422, 'request-closed': 409, 'out-of-order': 409, 'bad-fact': 422,
  'organisation-unknown': 422, 'role-taken': 409, 'bad-mandate': 422, 'nothing-to-pay': 409, 'nothing-to-appeal': 422, 'already-appealed': 409,
};

export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** HTTP status that fits. */
  readonly status: number;
  /** Message key of the sentence for the person: `error.<code>`. */
  readonly messageKey: string;
  readonly args: { [key: string]: Json };
  constructor(code: DomainErrorCode, args: { [key: string]: Json } = {}) {
    super(`${code} ${JSON.stringify(args)}`);
    this.name = 'DomainError';
    this.code = code;
    this.status = status[code];
    this.messageKey = `error.${code}`;
    this.args = args;
  }
}
