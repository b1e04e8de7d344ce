import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Found } from '../../../../server/src/queue/api.ts';
import { get } from '../api/client.ts';
import { useKeys } from '../keys/keys.ts';
import { Icon, type IconName } from '../kit/Icon.tsx';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { recentSearches, rememberSearch } from './recent.ts';
import { optionsOf, type Option } from './suggest.ts';

/** Milliseconds after the last key until it is looked for; so few letters find everybody. */
const pause = 200, least = 2;
const icons: Record<Option['kind'], IconName> = { person: 'user', case: 'case', document: 'document', search: 'search', recent: 'clock' };

/**
 * One box for persons, cases and documents; `/` leads to it. What is found stands below it as one types (an older
 * question is dropped), Up and Down go through it, Enter opens; with nothing typed it offers what one looked for last.
 */
export function SearchBox(): ReactNode {
  const { staffId } = useMe();
  const box = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  useKeys([{ keys: '/', word: 'shell.search', group: 'shell.keys.everywhere', run: () => { box.current?.focus(); box.current?.select(); } }]);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const long = asked.length >= least;
  const { data, isFetching } = useQuery({
    queryKey: ['search', asked], enabled: open && long, queryFn: ({ signal }) => get<Found>(`/search?q=${encodeURIComponent(asked)}`, { signal }),
    placeholderData: keepPreviousData, throwOnError: false, gcTime: 60_000, staleTime: 15_000,
  });
  const words = typed.trim();
  const options = open ? optionsOf({ words, found: words.length >= least ? data : undefined, recent: words === '' ? recentSearches(staffId) : [], say }) : [];
  const leave = (): void => { setOpen(false); setAt(-1); };
  const go = (one: Option | undefined): void => {
    const to = one ?? { kind: 'search', id: '', text: words, to: words };
    if (to.to === '') return;
    if (words) rememberSearch(staffId, words);
    leave();
    box.current?.blur();
    if (to.kind === 'search' || to.kind === 'recent') {
      setTyped(to.to);
      void navigate({ to: '/search', search: { q: to.to } as never });
    } else {
      setTyped('');
      void navigate({ to: '/cases/$caseId', params: { caseId: to.to } as never });
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      // one past either end is the box itself
      setAt((now) => (now + 1 + step + options.length + 1) % (options.length + 1) - 1);
    } else if (event.key === 'Escape') {
      if (options.length > 0 && open) leave();
      else box.current?.blur();
    }
  };
  return (
    <form className="search" role="search" onSubmit={(event) => { event.preventDefault(); go(options[at]); }} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) leave(); }}>
      <Icon name="search" />
      <input ref={box} id="desk-search" type="search" name="q" autoComplete="off" aria-label={say('shell.search')} placeholder={say('shell.search')} value={typed}
        role="combobox" aria-autocomplete="list" aria-expanded={options.length > 0} aria-controls="search-options" aria-activedescendant={at >= 0 && options[at] ? `search-option-${at}` : undefined}
        onFocus={() => setOpen(true)} onChange={(event) => { setTyped(event.target.value); setOpen(true); setAt(-1); }} onKeyDown={onKey} />
      <kbd aria-hidden="true">/</kbd>
      <ul id="search-options" className="search-options" role="listbox" aria-label={say('search.suggestions')} aria-busy={isFetching} hidden={options.length === 0}>
        {options.map((one, index) => (
          // pressed, not clicked: the box keeps the focus until it is chosen
          <li key={`${one.kind} ${one.id}`} id={`search-option-${index}`} role="option" aria-selected={index === at} onPointerDown={(event) => event.preventDefault()} onClick={() => go(one)} onPointerMove={() => setAt(index)}>
            <Icon name={icons[one.kind]} /><span className="search-text" dir="auto">{one.text}</span>{one.more && <span className="muted">{one.more}</span>}
          </li>
        ))}
      </ul>
    </form>
  );
}
