import { Alert, Button, Heading, Paragraph, Tag, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { Automations } from '../../../../server/src/leading/api.ts';
import { post } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText, momentText } from '../kit/time.ts';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import './leading.css';
import { useAnswer, useChange } from './useLeading.ts';

type Automation = Automations['automations'][number];
const path = '/automations';
const tones = { running: 'success', stopped: 'danger', 'start-asked': 'warning', 'not-in-use': 'neutral' } as const;

/** What the robot does, and the switch that stops it: at once, with a reason, and started again only by two. */
export default function AutomationsPage(): ReactNode {
  const { data, error, refetch } = useAnswer<Automations>(path);
  return (
    <Page title={say('leading.automations')}>
      <Paragraph>{say('leading.automations.hint')}</Paragraph>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton /> : data.automations.map((one) => <Card key={one.service} automation={one} />)}
    </Page>
  );
}

function Card({ automation }: { automation: Automation }): ReactNode {
  const { service, name, state, commissioned, recent, waiting, history } = automation;
  const may = useMe().roles.some((role) => role === 'leader' || role === 'ruler');
  // the switch's own last act: cases looked at again move no switch
  const last = history.find((one) => one.act !== 'tried-again');
  return (
    <article className="automation" aria-labelledby={`name-${service}`}>
      <div className="page-head">
        <Heading level={2} data-size="2xs" id={`name-${service}`}>{name}</Heading>
        <Tag data-color={tones[state]}>{say(`leading.state.${state}`)}</Tag>
      </div>
      {commissioned ? <p className="muted">{say('leading.commissioned', { id: commissioned.id, on: dayText(commissioned.on) })}</p> : <p className="muted">{say('leading.commissioned.not')}</p>}
      {commissioned && <p>{say('leading.recent', recent)}</p>}
      {state !== 'running' && last && <Alert data-color={state === 'stopped' ? 'danger' : 'warning'}><Paragraph>{say(`leading.act.${last.act}`, { by: last.by, at: momentText(last.at) })} “{last.why}”</Paragraph>{waiting.cases > 0 && <Paragraph>{say('leading.kept-back', { cases: waiting.cases })}</Paragraph>}</Alert>}
      {state === 'running' && waiting.cases > 0 && <p>{say('leading.kept-back.after', waiting)}</p>}
      {waiting.coming > 0 && <p role="status">{say('leading.try-again.coming', { cases: waiting.coming })}</p>}
      {may && state !== 'not-in-use' && <Switch automation={automation} />}
      {history.length > 0 && (
        <details>
          <summary>{say('leading.history')}</summary>
          <ol className="history">{history.map((one) => <li key={`${one.at} ${one.act}`}><span>{say(`leading.act.${one.act}`, { by: one.by, at: momentText(one.at), cases: one.cases ?? 0 })}</span><span>{one.why}</span></li>)}</ol>
        </details>
      )}
    </article>
  );
}

/** What may be done now: each act needs its reason, and says what it will do before it is done. */
function Switch({ automation: { service, state, mayAgree, waiting } }: { automation: Automation }): ReactNode {
  const { busy, change } = useChange<Automations>(path);
  const [chosen, setChosen] = useState<string>();
  const [why, setWhy, clear] = useKept(`leading/switch/${service}`);
  const acts = state === 'running' ? [...(waiting.free > 0 ? ['try-again'] : []), 'stop'] : state === 'stopped' ? ['ask-to-start'] : mayAgree ? ['start', 'stop'] : ['stop'];
  const word = (act: string): string => (act === 'stop' && state === 'start-asked' ? 'keep-stopped' : act);
  const send = async (act: string): Promise<void> => {
    if (await change(() => post<Automations>(`${path}/${service}/decision/${act}`, { why }), say(`leading.${word(act)}.done`, { cases: waiting.free }))) { clear(); setChosen(undefined); }
  };
  if (!chosen) {
    return (
      <div className="actions">
        {acts.map((act) => <Button key={act} data-size="sm" variant={act === 'start' ? 'primary' : 'secondary'} data-color={act === 'stop' ? 'danger' : undefined} onClick={() => setChosen(act)}>{say(`leading.${word(act)}`, { cases: waiting.free })}</Button>)}
        {state === 'start-asked' && !mayAgree && <span className="muted">{say('leading.start.other')}</span>}
      </div>
    );
  }
  return (
    <form className="second-look" onSubmit={(event) => { event.preventDefault(); void send(chosen); }}>
      <p>{say(`leading.${word(chosen)}.what`, { cases: waiting.free })}</p>
      <Textfield multiline rows={2} required minLength={3} maxLength={1000} label={say('leading.why')} description={say('leading.why.public')} value={why} onChange={(event) => setWhy(event.target.value)} autoFocus />
      <div className="actions">
        <Button type="submit" data-color={chosen === 'stop' ? 'danger' : undefined} disabled={busy || why.trim().length < 3}>{say(`leading.${word(chosen)}.now`, { cases: waiting.free })}</Button>
        <Button type="button" variant="tertiary" onClick={() => setChosen(undefined)}>{say('shell.cancel')}</Button>
      </div>
    </form>
  );
}
