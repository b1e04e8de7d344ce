import { Alert, Button, Heading, Paragraph, Table, Tag, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { Alarms, Quality } from '../../../../server/src/quality/api.ts';
import { post, put } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Modal } from '../kit/Modal.tsx';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText, momentText } from '../kit/time.ts';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { AgreementChart } from './charts/AgreementChart.tsx';
import { ShareChart } from './charts/ShareChart.tsx';
import './leading.css';
import { number, percent } from './text.ts';
import { useAnswer, useChange } from './useLeading.ts';

const path = '/quality';

/** How sure the team may be of its decisions: alarms, second assessments, and what to talk about. */
export default function QualityPage(): ReactNode {
  const { data, error, refetch } = useAnswer<Quality>(path);
  return (
    <Page title={say('leading.quality')} over={data?.unit.name} wide>
      <AlarmList />
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={8} /> : <><Samples quality={data} /><Rows quality={data} /><Disagreements quality={data} /></>}
    </Page>
  );
}

function AlarmList(): ReactNode {
  const { data, error, refetch } = useAnswer<Alarms>('/alarms');
  if (error) return <ProblemNote error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton lines={2} />;
  const open = data.alarms.filter((one) => !one.acknowledged), seen = data.alarms.filter((one) => one.acknowledged);
  return (
    <section>
      <h2>{say('leading.alarms')}</h2>
      {open.length === 0 && <p className="muted">{say('leading.alarms.none')}</p>}
      {open.map((alarm) => <Alarm key={alarm.id} alarm={alarm} />)}
      {seen.length > 0 && (
        <details>
          <summary>{say('leading.alarms.seen', { count: seen.length })}</summary>
          <ul className="history">{seen.map((alarm) => <li key={alarm.id}><span>{alarmTitle(alarm)}</span><span>{alarm.acknowledged!.why}</span><span className="muted">{alarm.acknowledged!.by}, {momentText(alarm.acknowledged!.at)}</span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

type AlarmData = Alarms['alarms'][number];
const alarmTitle = ({ kind, way, measure, name, condition = '' }: AlarmData): string => say(`leading.alarm.${kind}.${way}.${measure}`, { name, condition });

function Alarm({ alarm }: { alarm: AlarmData }): ReactNode {
  const leads = useMe().roles.includes('leader');
  const { busy, change } = useChange<Alarms>('/alarms');
  const [why, setWhy, clear] = useKept(`leading/alarm/${alarm.id}`);
  const { recent, before, chance } = alarm.evidence;
  const send = async (): Promise<void> => {
    if (await change(() => post<Alarms>(`/alarms/${alarm.id}/acknowledge`, { why }), say('leading.alarm.acknowledged'))) clear();
  };
  return (
    <article className="automation alarm">
      <ShareChart
        title={alarmTitle(alarm)} evidence={alarm.evidence}
        sentence={say(`leading.alarm.sentence.${before.from}`, {
          weeks: recent.weeks, k: recent.k, n: recent.n, share: percent(recent.k / recent.n), before: percent(before.k / before.n), of: number(before.n), seldom: number(Math.min(1_000_000, Math.round(1 / Math.max(chance, 1e-6)))),
        })}
      />
      {leads && (
        <form className="fields" onSubmit={(event) => { event.preventDefault(); void send(); }}>
          <Textfield data-size="sm" required minLength={3} maxLength={1000} label={say('leading.alarm.why')} value={why} onChange={(event) => setWhy(event.target.value)} />
          <Button type="submit" variant="secondary" data-size="sm" disabled={busy || why.trim().length < 3}>{say('leading.alarm.acknowledge')}</Button>
        </form>
      )}
    </article>
  );
}

function Samples({ quality }: { quality: Quality }): ReactNode {
  const leads = useMe().roles.includes('leader');
  const [changing, setChanging] = useState<Quality['services'][number]>();
  return (
    <section>
      <h2>{say('leading.samples')}</h2>
      <p>{say('leading.samples.hint')}</p>
      {quality.services.length === 0 ? <Empty title={say('leading.samples.none')} /> : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say('leading.samples')}>
          <Table data-size="sm">
            <Table.Head><Table.Row>
              {['service', 'decided-by', 'rate', 'drawn', 'assessed', 'agreed', 'interval'].map((word, index) => <Table.HeaderCell key={word} scope="col" className={index > 1 ? 'number' : ''}>{say(`leading.${word}`)}</Table.HeaderCell>)}
              {leads && <Table.HeaderCell scope="col"><span className="sr">{say('leading.change')}</span></Table.HeaderCell>}
            </Table.Row></Table.Head>
            <Table.Body>
              {quality.services.map((one) => (
                <Table.Row key={`${one.service} ${one.automatic}`}>
                  <Table.HeaderCell scope="row">{one.name}</Table.HeaderCell>
                  <Table.Cell>{say(one.automatic ? 'leading.by.robot' : 'leading.by.officers')}</Table.Cell>
                  <Table.Cell className="number">{percent(one.rate)}</Table.Cell>
                  <Table.Cell className="number">{number(one.drawn)}</Table.Cell>
                  <Table.Cell className="number">{number(one.assessed)}{one.notBlind > 0 && <span className="muted"> {say('leading.not-blind', { count: one.notBlind })}</span>}</Table.Cell>
                  <Table.Cell className="number">{one.assessed ? say('leading.of', { part: one.agreed, whole: one.assessed }) : '–'}</Table.Cell>
                  <Table.Cell className="number">{one.interval ? `${percent(one.interval.low)}–${percent(one.interval.high)}` : '–'}</Table.Cell>
                  {leads && <Table.Cell><Button variant="tertiary" data-size="sm" onClick={() => setChanging(one)}>{say('leading.change')}<span className="sr"> {one.name}, {say(one.automatic ? 'leading.by.robot' : 'leading.by.officers')}</span></Button></Table.Cell>}
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      <Modal open={changing !== undefined} onClose={() => setChanging(undefined)} title={say('leading.rate.title')}>
        {changing && <Rate key={`${changing.service} ${changing.automatic}`} of={changing} onDone={() => setChanging(undefined)} />}
      </Modal>
    </section>
  );
}

function Rate({ of, onDone }: { of: Quality['services'][number]; onDone(): void }): ReactNode {
  const { busy, change } = useChange<Quality>(path);
  const [share, setShare] = useState(String(Math.round(of.rate * 1000) / 10));
  const [why, setWhy] = useState('');
  const send = async (): Promise<void> => {
    if (await change(() => put<Quality>('/quality/rate', { service: of.service, automatic: of.automatic, rate: Number(share) / 100, why }), say('leading.rate.saved'))) onDone();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <p>{of.name}, {say(of.automatic ? 'leading.by.robot' : 'leading.by.officers')}. {of.contentRate === null ? say('leading.rate.hint') : say('leading.rate.least', { share: percent(of.contentRate) })}</p>
      <Textfield type="number" min={0} max={100} step={0.1} required label={say('leading.rate')} suffix="%" value={share} onChange={(event) => setShare(event.target.value)} />
      <Textfield required minLength={3} maxLength={1000} label={say('leading.why')} value={why} onChange={(event) => setWhy(event.target.value)} />
      <div className="actions"><Button type="submit" disabled={busy || why.trim().length < 3}>{say('shell.save')}</Button></div>
    </form>
  );
}

function Rows({ quality }: { quality: Quality }): ReactNode {
  if (quality.rows.length === 0) return null;
  const several = new Set(quality.rows.map((row) => `${row.service} ${row.automatic}`)).size > 1;
  const nameOf = (row: Quality['rows'][number]): string =>
    [row.text, row.row && say('leading.row', { row: row.row }), several && say(row.automatic ? 'leading.by.robot' : 'leading.by.officers')].filter(Boolean).join(' · ');
  // what one or two have looked at says little: it is in the table
  const drawn = quality.rows.filter((row) => row.assessed >= 5 || row.agreed < row.assessed).slice(0, 12);
  return <AgreementChart rows={quality.rows} drawn={drawn.length > 0 ? drawn : quality.rows.slice(0, 12)} nameOf={nameOf} />;
}

function Disagreements({ quality }: { quality: Quality }): ReactNode {
  return (
    <section>
      <h2>{say('leading.disagreements')}</h2>
      <p>{say('leading.disagreements.hint')}</p>
      {quality.disagreements.length === 0 ? <Empty title={say('leading.disagreements.none')} /> : quality.disagreements.map((one) => <Disagreement key={`${one.decisionId} ${one.condition}`} of={one} />)}
    </section>
  );
}

function Disagreement({ of }: { of: Quality['disagreements'][number] }): ReactNode {
  const leads = useMe().roles.includes('leader');
  const { busy, change } = useChange<Quality>(path);
  const [conclusion, setConclusion, clear] = useKept(`leading/conclusion/${of.decisionId}/${of.condition}`);
  const send = async (): Promise<void> => {
    if (await change(() => post<Quality>('/quality/conclusions', { decisionId: of.decisionId, condition: of.condition, conclusion }), say('leading.concluded'))) clear();
  };
  return (
    <article className="automation">
      <Heading level={3} data-size="2xs">{of.text}</Heading>
      <p className="muted">{of.number} · {say(of.automatic ? 'leading.by.robot' : 'leading.by.officers')} · {dayText(of.assessedAt)}{of.row && ` · ${say('leading.row', { row: of.row })}`}</p>
      <p>{say('leading.first')} <Tag data-size="sm" data-color="neutral">{say(`leading.answer.${of.first}`)}</Tag> {say('leading.second-said')} <Tag data-size="sm" data-color="warning">{say(`leading.answer.${of.second}`)}</Tag></p>
      {of.why && <blockquote>{of.why}</blockquote>}
      {of.conclusion ? <Alert data-color="success"><Paragraph>{say('leading.conclusion', { at: dayText(of.talkedAt!) })} {of.conclusion}</Paragraph></Alert> : leads && (
        <form className="fields" onSubmit={(event) => { event.preventDefault(); void send(); }}>
          <Textfield data-size="sm" required minLength={3} maxLength={1000} label={say('leading.conclude')} value={conclusion} onChange={(event) => setConclusion(event.target.value)} />
          <Button type="submit" variant="secondary" data-size="sm" disabled={busy || conclusion.trim().length < 3}>{say('shell.save')}</Button>
        </form>
      )}
    </article>
  );
}
