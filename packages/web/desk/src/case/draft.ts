import { useAutosave, type Autosaved } from '../together/useAutosave.ts';

/** A text of a case that saves itself as it is typed, until it has become an act. */
export function useDraft(caseId: string, field: string): Autosaved & { sent(): void } {
  const saved = useAutosave(caseId, field);
  // empty is saved too: the next time one opens the case nothing stands there that was sent already
  return { ...saved, sent: () => { saved.setValue(''); void saved.flush(); } };
}
