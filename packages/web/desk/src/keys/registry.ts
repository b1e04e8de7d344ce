/** One shortcut: what it does is said in words in the list of shortcuts. */
export interface Shortcut {
  /** `j`, `Enter`, `?`, `/`, `F1`, `Escape`, `Ctrl+k`, `Shift+Enter`, or two in a row: `g q`. */
  keys: string;
  /** Key of the words that say what it does. */
  word: string;
  /** Key of the words for its group in the list. */
  group: string;
  run(event: KeyboardEvent): void;
  /** Does it apply now? Default: always. */
  when?(): boolean;
}

/** What of a key press the registry looks at. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  /** Where the cursor is: in a field nothing but keys with Ctrl or function keys works; on a button or link Enter and space are its own. */
  at: 'field' | 'control' | 'elsewhere';
  /** In milliseconds. */
  time: number;
}

/** So long may the second of two keys wait. */
const pause = 1_500;

/** The name of a pressed key as shortcuts write it. */
export function nameOf({ key, ctrlKey, altKey, metaKey, shiftKey }: Press): string {
  const named = key.length > 1;
  const letter = key.length === 1 && /[a-z]/i.test(key);
  return [
    (ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shiftKey && (named || letter && (ctrlKey || metaKey)) && 'Shift',
    (ctrlKey || metaKey) ? key.toLowerCase().replace(/^(.{2,})$/, key) : key,
  ].filter(Boolean).join('+');
}

/** A character alone, which somebody who dictates may set off without meaning it (WCAG 2.1.4). */
export const isSingle = (keys: string): boolean => keys.split(' ').every((one) => one.length === 1);

/**
 * The one registry of shortcuts: views add theirs while they are shown; a later one goes before an earlier one of the
 * same keys. Pure: `press` says what to run, the listener in `listen.ts` runs it.
 */
export function createRegistry(): {
  add(shortcuts: Shortcut[]): () => void;
  /** All that apply now, each key once. */
  list(): Shortcut[];
  press(press: Press): Shortcut | undefined;
  /** Single characters on or off. */
  setSingle(on: boolean): void;
  single(): boolean;
} {
  let sets: Shortcut[][] = [];
  let single = true;
  let first: { name: string; time: number } | undefined;
  const applying = (): Shortcut[] => sets.flat().reverse().filter((one) => one.when?.() ?? true);
  const find = (keys: string): Shortcut | undefined => applying().find((one) => one.keys === keys && (single || !isSingle(keys)));
  return {
    add(shortcuts) {
      sets = [...sets, shortcuts];
      return () => { sets = sets.filter((one) => one !== shortcuts); };
    },
    list() {
      const seen = new Set<string>();
      return applying().filter(({ keys }) => !seen.has(keys) && seen.add(keys)).reverse();
    },
    press(press) {
      const name = nameOf(press);
      const begun = first && press.time - first.time <= pause ? first.name : undefined;
      first = undefined;
      if (press.at === 'field' && !(press.ctrlKey || press.metaKey || /^(F\d+|Escape)$/.test(press.key))) return undefined;
      if (press.at === 'control' && (press.key === 'Enter' || press.key === ' ') && name === press.key) return undefined;
      if (begun) {
        const second = find(`${begun} ${name}`);
        if (second) return second;
      }
      const found = find(name);
      if (!found && single && applying().some(({ keys }) => keys.startsWith(`${name} `))) first = { name, time: press.time };
      return found;
    },
    setSingle(on) { single = on; },
    single: () => single,
  };
}
