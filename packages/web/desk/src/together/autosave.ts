/** What the server has of a field. `mine`: I wrote it. */
export interface Saved { value: string; version: number; by: string; mine: boolean; at: string }
/** What was typed and has not reached the server, and which version it was typed over. */
export interface Kept { value: string; version: number }
export type Answer = { saved: boolean; now: Saved };

export interface AutosaveState {
  value: string;
  /** `clean`: as saved. `waiting`: typed, goes soon. `saving`. `failed`: could not be sent, is tried again. `conflict`: a colleague wrote meanwhile. */
  status: 'clean' | 'waiting' | 'saving' | 'failed' | 'conflict';
  savedAt?: string;
  /** Where a colleague wrote the same field meanwhile. */
  theirs?: Saved;
}

export interface AutosaveOptions {
  save(value: string, version: number): Promise<Answer>;
  /** Keeps what is typed in this browser until the server has it. */
  keep: { read(): Kept | null; write(kept: Kept): void; clear(): void };
  onChange(state: AutosaveState): void;
  /** Milliseconds after the last key; however one types on, it is sent after `longest`. */
  pause?: number;
  longest?: number;
  /** Milliseconds until a failed sending is tried again. */
  retry?: number;
  now?(): number;
}

/**
 * Saves one field as it is typed: within `longest` of the first key whatever happens, one sending at a time, the
 * newest text last. What could not be sent stays in this browser and is sent when it can be.
 */
export function createAutosave({ save, keep, onChange, pause = 600, longest = 1_500, retry = 2_000, now = () => Date.now() }: AutosaveOptions): {
  /** What the server has now: taken over, unless something else has been typed here. */
  load(saved: Saved | undefined): void;
  type(value: string): void;
  /** Sends at once what waits. */
  flush(): Promise<void>;
  /** Settles a conflict: this text stands. */
  settle(value: string): void;
  /** Begins anew with nothing: what was written has become an act, and the server's copy is cleared with it. */
  reset(): void;
  state(): AutosaveState;
  stop(): void;
} {
  let state: AutosaveState = { value: keep.read()?.value ?? '', status: 'clean' };
  let version = 0;
  let server = '';
  /** Sent, with no answer yet to say that they arrived. */
  let unanswered: string[] = [];
  let firstKey = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let stopped = false;
  const show = (next: Partial<AutosaveState>): void => { state = { ...state, ...next }; if (!stopped) onChange(state); };

  const plan = (delay: number): void => { clearTimeout(timer); timer = setTimeout(() => void send(), delay); };
  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    return sending ??= sendNow().finally(() => { sending = undefined; });
  };
  const sendNow = async (): Promise<void> => {
    while (state.status === 'waiting' || state.status === 'failed') {
      const { value } = state;
      firstKey = 0;
      show({ status: 'saving' });
      try {
        unanswered.push(value);
        const answer = await save(value, version);
        if (!answer.saved && answer.now.value !== value) {
          if (!(answer.now.mine && unanswered.includes(answer.now.value))) return show({ status: 'conflict', theirs: answer.now });
          // my own earlier sending had arrived, only its answer had not
          ({ version } = answer.now);
          show({ status: 'waiting' });
          continue;
        }
        ({ version } = answer.now);
        server = answer.now.value;
        unanswered = [];
        if (state.value === value) { keep.clear(); show({ status: 'clean', savedAt: answer.now.at, theirs: undefined }); } else show({ status: 'waiting' });
      } catch {
        show({ status: 'failed' });
        if (!stopped) plan(retry);
        return;
      }
    }
  };

  return {
    load(saved) {
      if (sending || (saved && version > 0 && saved.version <= version)) return;
      const kept = keep.read();
      if (kept && kept.value !== (saved?.value ?? '')) {
        // typed here and not yet there: sent now, unless a colleague wrote over what it was typed over
        if (saved && saved.version > kept.version && !saved.mine) return show({ value: kept.value, status: 'conflict', theirs: saved });
        version = saved?.version ?? 0;
        show({ value: kept.value, status: 'waiting' });
        return plan(0);
      }
      version = saved?.version ?? 0;
      server = saved?.value ?? '';
      keep.clear();
      if (state.status === 'clean' || state.value === server) show({ value: server, status: 'clean', savedAt: saved?.at });
    },
    type(value) {
      keep.write({ value, version });
      if (state.status === 'conflict') return show({ value });
      show({ value, status: state.status === 'saving' ? 'saving' : 'waiting' });
      if (state.status === 'saving') return;
      if (firstKey === 0) firstKey = now();
      plan(Math.max(0, Math.min(pause, firstKey + longest - now())));
    },
    async flush() {
      if (state.status === 'waiting' || state.status === 'failed') await send();
      else await sending;
    },
    settle(value) {
      if (state.theirs) { ({ version } = state.theirs); server = state.theirs.value; }
      keep.write({ value, version });
      show({ value, status: 'waiting', theirs: undefined });
      plan(0);
    },
    reset() {
      clearTimeout(timer);
      keep.clear();
      version = 0;
      server = '';
      unanswered = [];
      show({ value: '', status: 'clean', savedAt: undefined, theirs: undefined });
    },
    state: () => state,
    stop() { stopped = true; clearTimeout(timer); },
  };
}
