import { useState } from 'react';
import type { Choice } from '../../../../server/src/desk-case/api.ts';
import { useAutosave, type Autosaved } from '../together/useAutosave.ts';

/** A text of a case that saves itself as it is typed, until it has become an act. */
export function useDraft(caseId: string, field: string): Autosaved & { sent(): void } {
  const saved = useAutosave(caseId, field);
  // empty is saved too: the next time one opens the case nothing stands there that was sent already
  return { ...saved, sent: () => { saved.setValue(''); void saved.flush(); } };
}

/** What was chosen for the decision: kept in this tab while one shows with one's key that it is oneself, and comes back. */
export function useKeptChoice(caseId: string): [Choice | undefined, (choice: Choice | undefined) => void] {
  const name = `desk-kept:choice/${caseId}`;
  const [choice, setChoice] = useState<Choice | undefined>(() => {
    const kept = sessionStorage.getItem(name);
    return kept === null ? undefined : JSON.parse(kept) as Choice;
  });
  return [choice, (next) => {
    setChoice(next);
    if (next) sessionStorage.setItem(name, JSON.stringify(next));
    else sessionStorage.removeItem(name);
  }];
}
