import { Button, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { UnitSettings } from '../../../../server/src/leading/api.ts';
import { put } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { percent } from './text.ts';
import { useAnswer, useChange } from './useLeading.ts';

const path = '/team/settings';

/** How a unit's cases are handed out; each change with its reason, and all that was set before. */
export function HandOut(): ReactNode {
  const { data, error, refetch } = useAnswer<UnitSettings>(path);
  const { busy, change } = useChange<UnitSettings>(path);
  const [typed, setTyped] = useState<string>();
  const [why, setWhy, clear] = useKept('leading/hand-out');
  if (error) return <section className="picture"><h2>{say('leading.hand-out')}</h2><ProblemNote error={error} again={() => void refetch()} /></section>;
  const now = data ? String(Math.round(data.settings.ageingShare * 100)) : '';
  const save = async (): Promise<void> => {
    const ageingShare = Number(typed) / 100;
    if (await change(() => put<UnitSettings>(path, { settings: { ageingShare }, why }), say('leading.hand-out.saved'))) { clear(); setTyped(undefined); }
  };
  return (
    <section className="picture">
      <h2>{say('leading.hand-out')}</h2>
      <p>{say('leading.hand-out.hint')}</p>
      {!data ? <Skeleton lines={3} /> : (
        <>
          <form className="fields" onSubmit={(event) => { event.preventDefault(); void save(); }}>
            <Textfield data-size="sm" type="number" min={0} max={100} step={1} required label={say('leading.ageing')} suffix="%" value={typed ?? now} onChange={(event) => setTyped(event.target.value)} />
            <Textfield data-size="sm" required minLength={3} maxLength={1000} label={say('leading.why')} value={why} onChange={(event) => setWhy(event.target.value)} />
            <Button type="submit" data-size="sm" disabled={busy || typed === undefined || typed === now || why.trim().length < 3}>{say('shell.save')}</Button>
          </form>
          {data.history.length > 0 && (
            <details>
              <summary>{say('leading.history')}</summary>
              <ol className="history">{data.history.map((one) => <li key={`${one.at} ${one.name}`}><span>{settingText(one.name, one.value)}</span><span>{one.why}</span><span className="muted">{one.by}, {momentText(one.at)}</span></li>)}</ol>
            </details>
          )}
        </>
      )}
    </section>
  );
}

/** What was set, in words. */
function settingText(name: string, value: unknown): string {
  const share = typeof value === 'number' ? percent(value) : String(value);
  if (name === 'ageing_share') return say('leading.setting.ageing', { share });
  const [, , way = 'officer'] = name.split('/');
  return say(`leading.setting.rate.${way}`, { share });
}
