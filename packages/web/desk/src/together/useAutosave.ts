import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SavedField, WorkField } from '../../../../server/src/together/api.ts';
import { get, put } from '../api/client.ts';
import { useMe } from '../shell/me.tsx';
import { createAutosave, type AutosaveState, type Kept, type Saved } from './autosave.ts';

/** A browser lets so much outlive the page it was sent from (64 KB in all). */
const longestOnLeaving = 15_000;

export interface Autosaved extends AutosaveState {
  /** What is typed; put it in the field. */
  setValue(value: string): void;
  /** Settles a conflict: this text stands. */
  settle(value: string): void;
  /** Sends what waits; resolves when the server has it. Before an act that uses the text. */
  flush(): Promise<void>;
  /** The text has become an act: the field is empty here and on the server (clear it there with `clearWork`). */
  reset(): void;
  /** False until it is known what the server has. */
  ready: boolean;
}

/**
 * A field of a case that is saved as it is typed, within two seconds of the first key: on the server, and until it is
 * there in this browser. `shared`: colleagues write the same text, and a conflict is shown instead of lost.
 */
export function useAutosave(caseId: string, field: string, { shared = false }: { shared?: boolean } = {}): Autosaved {
  const { staffId } = useMe();
  const { data } = useQuery({
    queryKey: ['together', caseId, 'work'], queryFn: ({ signal }) => get<WorkField[]>(`/cases/${caseId}/work`, { signal, background: true }), staleTime: 0, throwOnError: false,
  });
  const [state, setState] = useState<AutosaveState>({ value: '', status: 'clean' });
  const saver = useRef<ReturnType<typeof createAutosave>>(undefined);
  const name = `desk-work:${staffId}:${caseId}:${shared ? 'shared' : 'own'}:${field}`;

  useEffect(() => {
    const told = (one: WorkField): Saved => ({ value: one.value, version: one.version, by: one.by.name, mine: one.by.staffId === staffId, at: one.at });
    const made = createAutosave({
      save: async (value, version) => {
        const { saved, now } = await put<SavedField>(`/cases/${caseId}/work/${encodeURIComponent(field)}`, { value, version, shared }, { keepalive: value.length < longestOnLeaving });
        return { saved, now: told(now) };
      },
      keep: {
        read: () => { const kept = sessionStorage.getItem(name); return kept ? JSON.parse(kept) as Kept : null; },
        write: (kept) => sessionStorage.setItem(name, JSON.stringify(kept)),
        clear: () => sessionStorage.removeItem(name),
      },
      onChange: setState,
    });
    saver.current = made;
    setState(made.state());
    const leave = (): void => void made.flush();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      void made.flush().finally(() => made.stop());
    };
  }, [caseId, field, shared, staffId, name]);

  const mine = data?.find((one) => one.field === field && one.shared === shared);
  const ready = data !== undefined;
  useEffect(() => {
    if (ready) saver.current?.load(mine && { value: mine.value, version: mine.version, by: mine.by.name, mine: mine.by.staffId === staffId, at: mine.at });
  }, [ready, mine?.version, mine?.value, staffId, mine, name]);

  return {
    ...state, ready,
    setValue: useCallback((value: string) => saver.current?.type(value), []),
    settle: useCallback((value: string) => saver.current?.settle(value), []),
    flush: useCallback(async () => saver.current?.flush(), []),
    reset: useCallback(() => saver.current?.reset(), []),
  };
}
