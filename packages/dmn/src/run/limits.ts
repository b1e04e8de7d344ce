/** What a model may use before it is stopped. All are counted, none measured by the clock: results do not depend on speed. */
export interface Limits {
  /** Loop turns, list items made and function calls in one evaluation. */
  steps: number;
  /** Function calls within each other. */
  calls: number;
  /** Characters of one text. */
  text: number;
  /** Items of one list. */
  items: number;
  /** Steps of one regular expression match. */
  pattern: number;
  /** Brackets, conditions and functions within each other in one expression. */
  nesting: number;
  /** Words and symbols in one expression. */
  tokens: number;
}

export const LIMITS: Readonly<Limits> = {
  steps: 5_000_000, calls: 200, text: 1_000_000, items: 1_000_000, pattern: 10_000_000, nesting: 200, tokens: 50_000,
};
