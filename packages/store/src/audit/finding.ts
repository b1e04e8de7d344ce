/** A fault in what was recorded. */
export interface Finding {
  kind: 'altered' | 'removed' | 'added' | 'reordered' | 'rewritten' | 'signature' | 'missing';
  /** Where: the case and the place in its chain, where it is about an event. */
  caseId?: string;
  caseSeq?: number;
  /** Otherwise which record: `decision <id>`, `rulebook <hash>`, `letter <id>`, `document <id>`, `permit <id>`, `checkpoint <no>`. */
  record?: string;
  /** What was found, in a sentence. */
  what: string;
}
