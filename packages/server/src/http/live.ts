/** Tells open pages that a case changed. In process: each server tells its own readers of what it committed itself. */
export interface LiveBus {
  /** Somebody committed a change to these cases. */
  changed(caseIds: Iterable<string>): void;
  /** Calls `listener` at each change of the case; returns the way to stop. */
  listen(caseId: string, listener: () => void): () => void;
  /** Calls `listener` when the server closes; returns the way to stop. */
  onClose(listener: () => void): () => void;
  /** Ends every open stream. */
  close(): void;
  /** Has the server begun to close? */
  closed(): boolean;
}

export function createLiveBus(): LiveBus {
  const listeners = new Map<string, Set<() => void>>();
  const closing = new Set<() => void>();
  let closed = false;
  return {
    changed(caseIds) {
      for (const caseId of caseIds) for (const listener of listeners.get(caseId) ?? []) listener();
    },
    listen(caseId, listener) {
      const those = listeners.get(caseId) ?? new Set();
      listeners.set(caseId, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0) listeners.delete(caseId);
      };
    },
    onClose(listener) {
      closing.add(listener);
      return () => void closing.delete(listener);
    },
    close() {
      closed = true;
      for (const listener of closing) listener();
    },
    closed: () => closed,
  };
}
