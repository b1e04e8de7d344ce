import { actFacts } from '@ankomst/core';
import type { Answer } from '@ankomst/core';
import { documentOfAnswer } from '@ankomst/web';
import type { ReachablePage } from '@ankomst/web';

/** Facts that the act itself sets, whatever the form says: sending is confirming, approving is approving. */
const setByTheAct = new Set<string>([actFacts.confirmed, actFacts.approval, actFacts.approvalReason]);

/**
 * The answers of the shown pages as the domain takes them, each with the question as it was put:
 * form version, page and language, so that an officer sees the very words.
 */
export function collectAnswers(pages: readonly ReachablePage[], form: string, language: string): Answer[] {
  return pages.flatMap(({ page, questions, answers }) => questions.flatMap((asked): Answer[] => {
    const answer = answers[asked.key];
    if (!answer || answer.kind === 'confirmed' || setByTheAct.has(asked.definition.name)) return [];
    const about = asked.definition.about;
    const evidence = asked.definition.type === 'document' && Array.isArray(answer.value) ? String(answer.value[0]) : documentOfAnswer(asked, answer.value, pages);
    return [{
      fact: asked.definition.name,
      ...(about === 'case' ? {} : { personId: asked.person.personId }),
      ...(about === 'relation' && asked.to ? { to: asked.to.role } : {}),
      value: answer.value,
      ...(answer.kind === 'disputed' ? { contests: true } : {}),
      ...(evidence ? { evidence } : {}),
      asked: { form, page: page.id, language },
    }];
  }));
}
