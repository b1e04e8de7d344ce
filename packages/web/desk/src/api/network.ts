/** How it stands between this app and the server. */
export type Line = 'good' | 'slow' | 'offline';

/** Longer than this without an answer is told to the person. */
const patience = 3_000;

let line: Line = navigator.onLine ? 'good' : 'offline';
let waiting = 0;
const listeners = new Set<() => void>();

function set(next: Line): void {
  if (next === line) return;
  line = next;
  for (const listener of listeners) listener();
}

addEventListener('offline', () => set('offline'));
addEventListener('online', () => set('good'));

/** Watches each request: slow ones and lost ones are shown in the top bar until one gets through again. */
export const network = {
  line: (): Line => line,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  async watch(asked: Promise<Response>): Promise<Response> {
    waiting += 1;
    const slow = setTimeout(() => set('slow'), patience);
    try {
      const answer = await asked;
      set('good');
      return answer;
    } catch (error) {
      if ((error as Error).name !== 'AbortError') set('offline');
      throw error;
    } finally {
      clearTimeout(slow);
      waiting -= 1;
      if (waiting === 0 && line === 'slow') set('good');
    }
  },
};
