import { ServiceError } from './errors.ts';
import type { Collection } from './store.ts';

/** How a neighbour can be made to misbehave, for demonstrations and tests. */
export type ControlState = {
  /** Milliseconds to wait before each answer and each delivery. */
  delay: number;
  /** Answers 503 to everything but its control page, and delivers nothing. */
  down: boolean;
  /** Every event (or message) goes out, or is taken in, twice. */
  duplicate: boolean;
  /** The next signed thing carries a signature by a wrong key; then the tick falls off by itself. */
  badSignature: boolean;
  /** Events wait in the queue. */
  paused: boolean;
};

export type ControlName = keyof ControlState;

export const wellBehaved: ControlState = { delay: 0, down: false, duplicate: false, badSignature: false, paused: false };

export type Control = {
  /** The controls this neighbour has. */
  readonly names: readonly ControlName[];
  state(): ControlState;
  /** Changes what is named. @throws ServiceError 400 for a control the neighbour has not, or a value it cannot take. */
  change(part: Record<string, unknown>): ControlState;
  reset(): ControlState;
  /** True once when a bad signature was asked for. */
  takeBadSignature(): boolean;
  onChange(listener: () => void): void;
};

const longestDelay = 60_000;

export function createControl(names: readonly ControlName[], kept: Collection<ControlState>): Control {
  let state = { ...wellBehaved, ...kept.get('control') };
  const listeners: (() => void)[] = [];
  const set = (next: ControlState): ControlState => {
    state = next;
    kept.put('control', state);
    for (const listener of listeners) listener();
    return state;
  };
  return {
    names,
    state: () => state,
    change(part) {
      const next: Record<string, unknown> = { ...state };
      for (const [name, value] of Object.entries(part)) {
        const fits = name === 'delay'
          ? typeof value === 'number' && value >= 0 && value <= longestDelay
          : typeof value === 'boolean';
        if (!names.includes(name as ControlName) || !fits) {
          throw new ServiceError(400, 'unknown-control', `The control "${name}" cannot be set to ${JSON.stringify(value)} here.`,
            `Use: ${names.map((n) => (n === 'delay' ? `delay (0-${longestDelay} ms)` : `${n} (true or false)`)).join(', ')}.`);
        }
        next[name] = value;
      }
      return set(next as ControlState);
    },
    reset: () => set({ ...wellBehaved }),
    takeBadSignature() {
      if (!state.badSignature) return false;
      set({ ...state, badSignature: false });
      return true;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
