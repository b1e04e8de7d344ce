import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { purpose } from '../api/purpose.ts';
import { announce } from '../kit/announce.ts';
import { Icon } from '../kit/Icon.tsx';
import { clockTime } from '../kit/time.ts';
import { toast } from '../kit/toasts.ts';
import { holds, useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { leaseState } from './lease-state.ts';
import { useLiveCase } from './live.ts';
import { Presence } from './Presence.tsx';
import { useHold, useTogether } from './useTogether.ts';

/** Held on to this often while the officer is active; active is who did something within the second. */
const renewEvery = 60_000;
const activeWithin = 120_000;

/**
 * Who works on the case, in one line: takes it when opened for handling, holds on to it while the officer is active,
 * lets it go when they leave. A colleague's is respected: one sees who, since when, until when, and may ask for it.
 * `onHeld` tells whether one has it now.
 */
export function LeaseBar({ caseId, onHeld }: { caseId: string; onHeld?: (mine: boolean) => void }): ReactNode {
  const me = useMe();
  // who only reads it (to follow up, to assess, with broken glass) holds nothing
  const handles = holds(me, ['officer', 'approver']) && (purpose() ?? 'handling') === 'handling';
  useLiveCase(caseId);
  const together = useTogether(caseId);
  const hold = useHold(caseId);
  const [held, setHeld] = useState(false);
  const now = useServerNow(together?.now);
  const state = together && leaseState(together, me.staffId, now, held);
  const mine = state?.kind === 'mine';

  useEffect(() => { if (handles) void hold('take'); }, [handles, hold]);
  useEffect(() => { if (mine) setHeld(true); else if (state?.kind === 'theirs') setHeld(false); }, [mine, state?.kind]);
  useEffect(() => { onHeld?.(mine); }, [mine, onHeld]);
  useEffect(() => { if (state?.kind === 'lost') announce(say('together.lease.lost'), 'assertive'); }, [state?.kind]);
  useRenewal(mine, () => void hold('renew'));
  useRelease(caseId, mine);
  const asked = mine ? state.asked?.name : undefined;
  useEffect(() => { if (asked) announce(say('together.lease.asked', { name: asked }), 'assertive'); }, [asked]);

  if (!state) return null;
  return (
    <div className="lease" data-state={state.kind}>
      <div className="lease-line">
        {state.kind === 'mine' && <p><Icon name="check" /> {say(state.secondsLeft <= 60 ? 'together.lease.mine.ends' : 'together.lease.mine')}</p>}
        {state.kind === 'free' && <p>{say('together.lease.free')} {handles && <Take />}</p>}
        {state.kind === 'lost' && <p role="alert"><Icon name="clock" /> {say('together.lease.lost')} <Take /></p>}
        {state.kind === 'theirs' && (
          <p><Icon name="lock" /> {say('together.lease.theirs', { name: state.name, since: clockTime(state.since), until: clockTime(state.until) })}
            {' '}{handles && state.asked === null && <Button data-size="sm" variant="secondary" onClick={() => void hold('ask').then(() => toast(say('together.lease.ask.done', { name: state.name })))}>{say('together.lease.ask')}</Button>}
            {state.asked === 'me' && <span className="muted">{say('together.lease.ask.done', { name: state.name })}</span>}
            {state.asked === 'another' && <span className="muted">{say('together.lease.ask.another')}</span>}
          </p>
        )}
        <Presence caseId={caseId} />
      </div>
      {mine && state.asked && (
        <div className="lease-asked" role="alert">
          <p>{say('together.lease.asked', { name: state.asked.name })}</p>
          <Button data-size="sm" onClick={() => void hold('give')}>{say('together.lease.give')}</Button>
          <Button data-size="sm" variant="secondary" onClick={() => void hold('decline')}>{say('together.lease.decline')}</Button>
        </div>
      )}
    </div>
  );

  function Take(): ReactNode {
    return <Button data-size="sm" variant="secondary" onClick={() => void hold('take').then((now) => { if (now?.lease && !now.lease.mine) toast(say('together.lease.faster', { name: now.lease.holder.name }), { tone: 'info' }); })}>{say('together.lease.take')}</Button>;
  }
}

/** The server's clock as this screen knows it, in milliseconds; moves on by itself. */
function useServerNow(told: string | undefined): number {
  const [, tick] = useState(0);
  const ahead = useRef(0);
  const last = useRef<string>(undefined);
  if (told && told !== last.current) {
    last.current = told;
    ahead.current = Date.parse(told) - Date.now();
  }
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 5_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + ahead.current;
}

/** Holds on while somebody types, points or scrolls. */
function useRenewal(mine: boolean, renew: () => void): void {
  const run = useRef(renew);
  run.current = renew;
  useEffect(() => {
    if (!mine) return;
    let active = Date.now();
    const note = (): void => { active = Date.now(); };
    const kinds = ['keydown', 'pointerdown', 'wheel', 'focusin'] as const;
    for (const kind of kinds) addEventListener(kind, note, { passive: true });
    const timer = setInterval(() => { if (Date.now() - active < activeWithin) run.current(); }, renewEvery);
    return () => {
      clearInterval(timer);
      for (const kind of kinds) removeEventListener(kind, note);
    };
  }, [mine]);
}

/** Lets the case go when the view or the window is left: also where nothing else would still be sent. */
function useRelease(caseId: string, mine: boolean): void {
  const had = useRef(mine);
  had.current = mine;
  useEffect(() => {
    const release = (): void => {
      if (had.current) navigator.sendBeacon(`/desk/api/cases/${caseId}/lease/release`, new Blob(['{}'], { type: 'application/json' }));
    };
    addEventListener('pagehide', release);
    return () => {
      removeEventListener('pagehide', release);
      release();
    };
  }, [caseId]);
}
