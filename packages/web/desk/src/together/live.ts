import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * One stream of news for each tab: what colleagues want of me, and, where a case is open, what happens to it and
 * around it. It carries no contents; what it names is read anew. Closed while nobody looks at the tab.
 */
let source: EventSource | undefined;
let openCases: string[] = [];
let client: QueryClient | undefined;

function connect(): void {
  source?.close();
  source = undefined;
  if (!client || document.hidden) return;
  const caseId = openCases.at(-1);
  source = new EventSource(caseId ? `/desk/api/cases/${caseId}/live` : '/desk/api/live');
  const anew = (...key: string[]) => (): void => void client?.invalidateQueries({ queryKey: key });
  source.addEventListener('news', anew('news'));
  if (caseId) {
    source.addEventListener('case', anew('case', caseId));
    source.addEventListener('together', anew('together', caseId));
  }
}

/** Listens for as long as the shell is shown. */
export function useLiveNews(): void {
  const mine = useQueryClient();
  useEffect(() => {
    client = mine;
    connect();
    const seen = (): void => {
      connect();
      // what was missed while nobody looked
      if (!document.hidden) for (const key of ['news', 'together']) void mine.invalidateQueries({ queryKey: [key] });
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      source?.close();
      client = undefined;
    };
  }, [mine]);
}

/** Listens to a case while it is shown: queries whose key begins with `['case', caseId]` or `['together', caseId]` are read anew. */
export function useLiveCase(caseId: string): void {
  useEffect(() => {
    openCases = [...openCases, caseId];
    connect();
    return () => {
      openCases = openCases.filter((one) => one !== caseId);
      connect();
    };
  }, [caseId]);
}
