import type { Authority } from '@ankomst/content';
import type { QueuePolicy } from '@ankomst/store';

/** The queue's order as the content says it, in the store's terms. */
export function queuePolicyOf({ queue }: Pick<Authority, 'queue'>): QueuePolicy {
  const { normDays, ageingShare, languageDays, rules } = queue;
  return { normDays, ageingShare, languageDays, rules: rules.map(({ id, earlierDays = 0, level = 1, when }) => ({ id, earlierDays, level, when })) };
}
