import type { ConditionResult, DecisionRecord } from '@ankomst/core';
import type { AssessedCondition } from '@ankomst/store';
import type { Answer, SecondAssessment } from './api.ts';

/**
 * What a decision came to on a condition, whoever made it. A grant rests on every condition; a refusal on those it
 * names as its reasons, and the others stood as the rules had them. Only a rule that was met doubtfully counts as met:
 * what was doubtful is a fact, not the law.
 */
export function firstAnswer({ outcome, reasons }: Pick<DecisionRecord, 'outcome' | 'reasons'>, { condition, status }: Pick<ConditionResult, 'condition' | 'status'>): Answer {
  if (outcome === 'granted') return 'met';
  if (reasons.some((one) => one.condition === condition)) return 'not met';
  return status === 'doubtful' ? 'met' : status;
}

/**
 * Lays a second assessment beside the first. The second outcome follows from its answers: a grant where all is met.
 * Undefined where the answers are not one for each condition, or one that is not `met` has no reason.
 */
export function compareWith(decision: Pick<DecisionRecord, 'outcome' | 'reasons' | 'assessment'>, given: SecondAssessment): { outcome: 'granted' | 'not-granted'; agrees: boolean; conditions: AssessedCondition[] } | undefined {
  const asked = decision.assessment.conditions;
  const answers = new Map(given.conditions.map((one) => [one.condition, one]));
  if (answers.size !== asked.length || given.conditions.length !== asked.length) return undefined;
  const conditions: AssessedCondition[] = [];
  for (const result of asked) {
    const answer = answers.get(result.condition);
    const why = answer?.why?.trim();
    if (!answer || (answer.answer !== 'met' && !why)) return undefined;
    const first = firstAnswer(decision, result);
    conditions.push({ condition: result.condition, row: result.row, first, second: answer.answer, agrees: first === answer.answer, ...(why ? { why } : {}) });
  }
  const outcome = conditions.every((one) => one.second === 'met') ? 'granted' : 'not-granted';
  return { outcome, agrees: (decision.outcome === 'granted') === (outcome === 'granted'), conditions };
}
