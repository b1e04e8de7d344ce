import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useLayoutEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { registry } from '../keys/keys.ts';
import { useMe } from '../shell/me.tsx';
import { menuFor } from '../shell/menu-entries.ts';
import { say } from '../words/say.ts';
import { commandSets } from './commands.ts';
import { Icon, type IconName } from './Icon.tsx';

interface Entry { id: string; text: string; icon: IconName; keys?: string; run(): void }

export interface PaletteProps {
  typed: string;
  onTyped(typed: string): void;
  /** Which opening it is: another number, and what the keyboard can do is looked up anew. */
  opening: number;
  close(): void;
}

/** Everything one can do and every place one can go, by typing. It stays in its dialog so that it opens at once. */
export function Palette({ typed, onTyped, opening, close }: PaletteProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const me = useMe();
  const sets = useSyncExternalStore(commandSets.subscribe, commandSets.read);
  // come while somebody types: the letters go on here
  useLayoutEffect(() => {
    const input = field.current;
    if (!input?.closest('dialog')?.open) return;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }, []);
  // what the keyboard can do here, as it stands at this moment
  const keyed = useMemo(() => registry.list().filter(({ keys, group }) => group !== 'shell.keys.go' && !/^(j|k|Enter|Escape|Ctrl\+k|\?)$/.test(keys))
    .map((one): Entry => ({ id: one.keys, text: say(one.word), icon: 'keyboard', keys: one.keys, run: () => one.run(new KeyboardEvent('keydown')) })), [opening]);
  const places = menuFor(me).map(({ path, menu }): Entry => ({ id: path, text: say(menu.word), icon: menu.icon, keys: `g ${menu.key}`, run: () => void navigate({ to: path }) }));
  const commands = sets.flat().map(({ id, word, icon, run }): Entry => ({ id, text: say(word), icon: icon ?? 'right', run }));
  const group = (word: string, entries: Entry[]): ReactNode => entries.length > 0 && (
    <Command.Group heading={say(word)}>
      {entries.map((one) => (
        <Command.Item key={one.id} value={`${one.text} ${one.id}`} onSelect={() => { close(); one.run(); }}>
          <Icon name={one.icon} /><span>{one.text}</span>{one.keys && <kbd>{one.keys}</kbd>}
        </Command.Item>
      ))}
    </Command.Group>
  );
  return (
    <Command label={say('shell.palette')} loop>
      <Command.Input ref={field} value={typed} onValueChange={onTyped} placeholder={say('shell.palette.hint')} />
      <Command.List>
        <Command.Empty>{say('shell.palette.none')}</Command.Empty>
        {group('shell.palette.here', commands)}
        {group('shell.keys.go', places)}
        {group('shell.keyboard', keyed)}
        {typed.trim() && (
          <Command.Group heading={say('shell.search')} forceMount>
            <Command.Item forceMount value={`search ${typed}`} onSelect={() => { close(); void navigate({ to: '/search', search: { q: typed.trim() } as never }); }}>
              <Icon name="search" /><span>{say('shell.search-for', { text: typed.trim() })}</span>
            </Command.Item>
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
