import { assess, bindInputs } from '@ankomst/core';
import type { CaseFile, ConditionResult, FactSet, Json, Reason, Rulebook, RuleDates, RuleEngine } from '@ankomst/core';
import type { Answers, AskedQuestion } from '@ankomst/web';
import { imaginedFacts } from './imagined-case.ts';
import type { Imagined } from './imagined-case.ts';
import { whatWouldChange } from './what-would-change.ts';
import type { WouldChange } from './what-would-change.ts';

/** How one condition stands by what was told. Nothing told is proven yet: met here means met if it is so. */
export interface TriedCondition {
  id: string;
  status: 'met' | 'not met' | 'unknown';
  reason: string | null;
  told?: Reason['told'];
  basis: string[];
  /** Questions of the try that are open and on which it hangs. */
  missing: AskedQuestion[];
  /** Single answers that would make it met. */
  changes: (WouldChange & { asked: AskedQuestion })[];
}

export interface TryResult {
  conditions: TriedCondition[];
  alternatives: string[];
}

/** The rulebook on the answers of somebody who tries: the same assessment that decides real cases, of the conditions that the try can answer. */
export function tryRules(imagined: Imagined, questions: readonly AskedQuestion[], answers: Answers, engine: RuleEngine): TryResult {
  const { rulebook, precheck, file, dates } = imagined;
  const told = questions.map((asked) => ({ key: asked.key, name: asked.definition.name, subject: asked.subject }));
  const facts = imaginedFacts(imagined, told, answers);
  const assessment = assess(rulebook, file, facts, dates, engine);
  const of = (keys: readonly string[]): AskedQuestion[] => questions.filter((asked) => keys.includes(`${asked.subject} ${asked.definition.name}`));

  const conditions = precheck.conditions.flatMap((id): TriedCondition[] => {
    const result = assessment.conditions.find((one) => one.condition === id);
    if (!result) return [];
    const status = plain(result);
    const decision = rulebook.conditions.find((one) => one.id === id)!.decision;
    const met = (key: string, value: Json): boolean => {
      const other = imaginedFacts(imagined, told, { ...answers, [key]: { kind: 'given', value } });
      return engine.evaluate(rulebook, decision, bindInputs(rulebook, file, other, dates).inputs, dates.decision).value === 'met';
    };
    const given = of(result.facts).flatMap((asked) => {
      const answer = answers[asked.key];
      return answer?.kind === 'given' ? [{ key: asked.key, definition: asked.definition, value: answer.value, asked }] : [];
    });
    const changes = status === 'met' ? [] : whatWouldChange(given, met).map((change) => ({ ...change, asked: given.find((one) => one.key === change.key)!.asked }));
    return [{ id, status, reason: result.reason, ...(result.told ? { told: result.told } : {}), basis: result.basis, missing: status === 'unknown' ? of(result.missing) : [], changes }];
  });
  return { conditions, alternatives: openAlternatives(rulebook, file, facts, dates, engine) };
}

/** What is only told counts as told: no robot decides here, so a source not yet beyond doubt is no obstacle. */
function plain({ status }: ConditionResult): TriedCondition['status'] {
  return status === 'doubtful' ? 'met' : status;
}

/** Ids of the other permits that these facts open, by the rulebook's own decisions. */
export function openAlternatives(rulebook: Rulebook, file: CaseFile, facts: FactSet, dates: RuleDates, engine: RuleEngine): string[] {
  if (!rulebook.alternatives?.length) return [];
  const { inputs } = bindInputs(rulebook, file, facts, dates);
  return rulebook.alternatives.filter(({ decision }) => engine.evaluate(rulebook, decision, inputs, dates.decision).value === 'met').map(({ id }) => id);
}
