import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { network } from '../api/network.ts';
import { post } from '../api/client.ts';
import { showShortcuts } from '../keys/ShortcutDialog.tsx';
import { openPalette } from '../kit/PaletteDoor.tsx';
import { Icon } from '../kit/Icon.tsx';
import { SearchBox } from '../search/SearchBox.tsx';
import { NewsBell } from '../together/NewsBell.tsx';
import { say } from '../words/say.ts';
import { useChangeSettings, useMe } from './me.tsx';

/** The authority, the search, how the line is, and who I am. */
export function TopBar(): ReactNode {
  const me = useMe();
  return (
    <header className="top">
      <Link to="/" className="brand"><Mark /><span>{me.authority}</span></Link>
      <SearchBox />
      <Line />
      <button type="button" className="top-button palette-button" onClick={openPalette} aria-keyshortcuts="Control+K"><Icon name="keyboard" /><kbd>Ctrl K</kbd><span className="sr">{say('shell.palette')}</span></button>
      <NewsBell />
      <Mine />
    </header>
  );
}

function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path d="M7 28V14a9 9 0 0 1 18 0v14" fill="none" stroke="currentColor" strokeWidth="3" /><path d="M12 28V14.5l8-3.5v17z" fill="currentColor" /><path d="M3 28h26" stroke="currentColor" strokeWidth="3" /></svg>
  );
}

/** Nothing while all is well. */
function Line(): ReactNode {
  const line = useSyncExternalStore(network.subscribe, network.line);
  return (
    <p className="line" role="status" data-line={line}>
      {line !== 'good' && <><Icon name={line === 'slow' ? 'clock' : 'warning'} /><span>{say(`shell.line.${line}`)}</span></>}
    </p>
  );
}

/** Who I am, and how I want the desk. */
function Mine(): ReactNode {
  const me = useMe();
  const change = useChangeSettings();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => { if (!box.current?.contains(event.target as Node)) setOpen(false); };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => { document.removeEventListener('pointerdown', away); document.removeEventListener('focusin', away); };
  }, [open]);
  const close = (): void => { setOpen(false); box.current?.querySelector('button')?.focus(); };
  const { theme, density, language } = me.settings;
  return (
    <div className="mine" ref={box} onKeyDown={(event) => { if (event.key === 'Escape' && open) { event.stopPropagation(); close(); } }}>
      <button type="button" className="top-button" aria-expanded={open} aria-controls="mine-panel" onClick={() => setOpen(!open)}>
        <Icon name="user" /><span className="mine-name">{me.name}</span><span className="sr">{say('shell.mine')}</span>
      </button>
      <div id="mine-panel" className="panel" hidden={!open}>
        <p><strong>{me.name}</strong><br />{me.unit.name}<br /><span className="muted">{me.roles.map((role) => say(`shell.role.${role}`)).join(', ')}</span></p>
        <Choice name="theme" legend={say('shell.theme')} value={theme} options={['auto', 'light', 'dark']} onChange={(value) => change({ theme: value })} />
        <Choice name="density" legend={say('shell.density')} value={density} options={['comfortable', 'dense']} onChange={(value) => change({ density: value })} />
        <Choice name="language" legend={say('shell.language')} value={language} options={['sv', 'en']} onChange={(value) => change({ language: value })} />
        <ul>
          <li><Link to="/settings" onClick={() => setOpen(false)}>{say('shell.settings')}</Link></li>
          <li><button type="button" className="link" onClick={() => { setOpen(false); showShortcuts(); }}>{say('shell.shortcuts')}</button></li>
          <li><a href="/staff">{say('shell.light-desk')}</a></li>
          <li><button type="button" className="link" onClick={() => void post('/logout', {}, { stay: true }).finally(() => location.assign('/staff'))}>{say('shell.log-out')}</button></li>
        </ul>
      </div>
    </div>
  );
}

/** A few choices side by side; each has its words under `shell.<name>.<value>`. */
export function Choice<Value extends string>({ name, legend, value, options, onChange }: { name: string; legend: string; value: Value; options: Value[]; onChange(value: Value): void }): ReactNode {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map((one) => (
        <label key={one}><input type="radio" name={`choice-${name}`} checked={value === one} onChange={() => onChange(one)} /><span>{say(`shell.${name}.${one}`)}</span></label>
      ))}
    </fieldset>
  );
}
