import { assess, automaticOutcome, permitTerms } from './assess.ts';
import type { CaseFile } from './case.ts';
import type { Assessment, DecisionRecord } from './decide.ts';
import type { RuleEngine } from './engine.ts';
import { canonicalText, contentHash } from './json.ts';
import type { Rulebook } from './rulebook.ts';

export interface ReplayResult {
  same: boolean;
  /** What did not come out as recorded: `hash`, `rulebook`, `assessment`, `outcome`. */
  differences: { what: string; recorded: string; replayed: string }[];
}

/**
 * Recomputes a decision from the record alone: its inputs, its rulebook (by content hash), its
 * dates. Nothing is looked up in today's facts or today's files (invariant 2).
 */
export function replay(record: DecisionRecord, rulebook: Rulebook, engine: RuleEngine): ReplayResult {
  const differences: ReplayResult['differences'] = [];
  const compare = (what: string, recorded: unknown, replayed: unknown): void => {
    const a = canonicalText(recorded), b = canonicalText(replayed);
    if (a !== b) differences.push({ what, recorded: a, replayed: b });
  };
  const { hash, ...content } = record;
  compare('hash', hash, contentHash(content));
  const { hash: bookHash, ...bookContent } = rulebook;
  compare('rulebook', record.assessment.rulebook, contentHash(bookContent));
  compare('rulebook', record.assessment.rulebook, bookHash);

  const replayed = assessRecorded(record.assessment, rulebook, caseOf(record), engine);
  compare('assessment', record.assessment, replayed);
  if (record.automatic) {
    const outcome = automaticOutcome(rulebook, replayed);
    compare('outcome', 'grant', outcome.kind);
    compare('permit', record.permit, permitTerms(replayed.permit) ?? null);
  }
  return { same: differences.length === 0, differences };
}

/** Runs the rules again on the facts that the assessment itself holds. */
export function assessRecorded(assessment: Assessment, rulebook: Rulebook, file: CaseFile, engine: RuleEngine): Assessment {
  const facts = new Map(assessment.facts.map((fact) => [`${fact.subject}\u0000${fact.name}`, { ...fact, assertedBy: '' }]));
  return assess(rulebook, file, {
    get: (subjectKey, name) => facts.get(`${subjectKey}\u0000${name}`),
    all: () => [...facts.values()],
  }, assessment.dates, engine);
}

/** The little of a case that binding needs, from the record: who stood in which role. */
function caseOf(record: DecisionRecord): CaseFile {
  return {
    id: record.caseId, number: '', service: '', rulebook: record.assessment.rulebook, phase: 'lodged',
    parties: record.assessment.parties , unit: '', openedAt: record.decidedAt, openRequests: [], waiting: null, waited: [], version: 0,
  };
}
