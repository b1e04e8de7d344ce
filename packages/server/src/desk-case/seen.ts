import { canonicalText, permitTerms, type Assessment, type ConditionResult, type PermitTerms } from '@ankomst/core';
import type { PageContext } from '@ankomst/web';
import { deskWord } from './words.ts';

/** What an officer sees of an assessment, small enough to go with their decision and come back. */
interface Seen { conditions: [id: string, status: ConditionResult['status']][]; terms: PermitTerms | null }

const seenIn = (assessment: Assessment): Seen =>
  ({ conditions: assessment.conditions.map((one) => [one.condition, one.status]), terms: permitTerms(assessment.permit) ?? null });

/** As it travels: the same assessment gives the same text. */
export const seenText = (assessment: Assessment): string => canonicalText(seenIn(assessment) as never);

/**
 * What the rules say now and did not when the officer looked, in sentences; empty where nothing. What does not read as
 * something seen here counts as nothing seen: all that is judged now is then new.
 */
export function changedSince(text: string, assessment: Assessment, ctx: PageContext): string[] {
  const before = readSeen(text), now = seenIn(assessment);
  const earlier = new Map(before.conditions), later = new Map(now.conditions);
  const say = (key: Parameters<typeof deskWord>[1], args: Record<string, string> = {}): string => deskWord(ctx.language, key, args);
  const name = (id: string): string => ctx.say(`condition.${id}`);
  const conditions = now.conditions.flatMap(([id, status]) => {
    const was = earlier.get(id);
    if (was === undefined) return [say('changed.new', { condition: name(id), now: say(`status.${status}`) })];
    return was === status ? [] : [say('changed.condition', { condition: name(id), before: say(`status.${was}`), now: say(`status.${status}`) })];
  });
  const gone = before.conditions.filter(([id]) => !later.has(id)).map(([id]) => say('changed.gone', { condition: name(id) }));
  if (canonicalText(before.terms as never) === canonicalText(now.terms as never)) return [...conditions, ...gone];
  return [...conditions, ...gone, now.terms ? say('changed.terms', { terms: termsText(now.terms, ctx.language) }) : say('changed.terms.none')];
}

/** "from 2026-11-23 to 2028-11-22" */
export const termsText = ({ validFrom, validTo }: Pick<PermitTerms, 'validFrom' | 'validTo'>, language: string): string =>
  deskWord(language, validTo ? 'terms' : 'terms.permanent', { from: validFrom, to: validTo ?? '' });

const statuses = ['met', 'not met', 'unknown', 'doubtful'];

function readSeen(text: string): Seen {
  try {
    const read = JSON.parse(text) as Partial<Seen> | null;
    const conditions = Array.isArray(read?.conditions) ? read.conditions.filter((one) => Array.isArray(one) && typeof one[0] === 'string' && statuses.includes(one[1])) : [];
    return { conditions, terms: read?.terms ?? null };
  } catch {
    return { conditions: [], terms: null };
  }
}
