import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useKeys } from '../keys/keys.ts';
import { Icon } from '../kit/Icon.tsx';
import { say } from '../words/say.ts';
import { useMe } from './me.tsx';
import { menuFor, type MenuEntry } from './menu-entries.ts';

/** So many have room in the bar of a phone; the rest are behind "More". */
const onPhone = 4;

/** The way to every view: a column at the side, a bar at the bottom of a phone. `g` and a letter lead there too. */
export function Menu(): ReactNode {
  const entries = menuFor(useMe());
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useKeys(entries.map(({ path, menu }) => ({ keys: `g ${menu.key}`, word: menu.word, group: 'shell.keys.go', run: () => void navigate({ to: path }) })));
  return (
    <nav className="menu" aria-label={say('shell.menu')} data-open={open}>
      <ul>
        {entries.map((entry, index) => <li key={entry.path} data-more={index >= onPhone}><Entry entry={entry} onGo={() => setOpen(false)} /></li>)}
        {entries.length > onPhone && (
          <li className="menu-more">
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name={open ? 'close' : 'dots'} /><span>{say('shell.more')}</span></button>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Entry({ entry: { path, menu }, onGo }: { entry: MenuEntry; onGo(): void }): ReactNode {
  return (
    <Link to={path} activeOptions={{ exact: path === '/', includeSearch: false }} onClick={onGo} aria-keyshortcuts={`g ${menu.key}`}>
      <Icon name={menu.icon} /><span>{say(menu.word)}</span>
    </Link>
  );
}
