import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ShortcutDialog } from '../keys/ShortcutDialog.tsx';
import { PaletteDoor } from '../kit/PaletteDoor.tsx';
import { Toasts } from '../kit/Toasts.tsx';
import { say } from '../words/say.ts';
import { Menu } from './Menu.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame around every view. */
export function Shell(): ReactNode {
  return (
    <>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>{say('shell.skip')}</a>
      <TopBar />
      <div className="frame">
        <Menu />
        <main id="main" tabIndex={-1}><Outlet /></main>
      </div>
      <Toasts />
      <PaletteDoor />
      <ShortcutDialog />
      <div id="announce-polite" className="sr" aria-live="polite" />
      <div id="announce-assertive" className="sr" aria-live="assertive" />
    </>
  );
}
