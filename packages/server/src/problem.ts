/**
 * Why a request cannot be done, for reasons outside the domain (its own are core's DomainError).
 * The page says `error.<code>` in the person's language, and the way on.
 */
export type ProblemCode =
  /** No such page, or not yours: the two look the same, so that nobody learns what exists. */
  | 'not-found'
  /** Log in, then come back to where you were. */
  | 'login-needed'
  /** Use your key again, then come back to where you were: nothing is lost. */
  | 'step-up-needed'
  /** Logged in, but this is not for your role. */
  | 'not-allowed'
  /** The form was not made by us for you (forged, or from another login). Open the page again. */
  | 'form-token'
  /** Somebody changed it meanwhile. See how it is now, then try again. */
  | 'conflict'
  /** A colleague holds the case: `who`, since when. Ask for it, or wait. */
  | 'held'
  /** The same key with other content. */
  | 'key-reused'
  | 'too-large'
  | 'too-many'
  /** A file that is not what it says, is of a kind not taken, or is damaged. */
  | 'file-type'
  | 'file-too-large'
  | 'image-too-large'
  | 'bad-request'
  | 'bad-signature'
  | 'unknown-partner'
  /** The content names no such ground for this partner: nothing is told, and nobody is looked up. */
  | 'no-ground'
  /** A neighbour (eID, register) does not answer. Nothing is lost; try again in a while. */
  | 'neighbour-down'
  /** The login was broken off or has become too old. Start again. */
  | 'login-failed'
  | 'slot-taken'
  /** Nobody with this number has logged in here. Ask them to, once. */
  | 'person-unknown'
  /** The code opens nothing: mistyped, used, taken back or too old. Ask for a new one. */
  | 'invitation-closed'
  /** A draft of the law that something still stands in the way of: `blocks` says what. */
  | 'draft-not-ready'
  /** Nobody approves what they wrote themselves. */
  | 'own-draft'
  | 'internal';

/** The status of each. */
export const problemStatus: Record<ProblemCode, number> = {
  'not-found': 404, 'login-needed': 401, 'step-up-needed': 401, 'not-allowed': 403, 'form-token': 403, 'conflict': 409, 'held': 409, 'key-reused': 422,
  'too-large': 413, 'too-many': 429, 'file-type': 415, 'file-too-large': 413, 'image-too-large': 413, 'bad-request': 400,
  'bad-signature': 401, 'unknown-partner': 404, 'no-ground': 403, 'neighbour-down': 503, 'login-failed': 400, 'slot-taken': 409, 'person-unknown': 422, 'invitation-closed': 422,
  'draft-not-ready': 409, 'own-draft': 403, 'internal': 500,
};

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  /** Arguments of the sentence, never personal data. */
  readonly args: Record<string, string | number>;
  constructor(code: ProblemCode, args: Record<string, string | number> = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'Problem';
    this.code = code;
    this.status = problemStatus[code];
    this.args = args;
  }
}
