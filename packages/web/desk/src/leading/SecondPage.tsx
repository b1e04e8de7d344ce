import { Alert, Button, Heading, Paragraph, Radio, Tag, Textfield } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { Answer, BlindCase, Compared, Drawn } from '../../../../server/src/quality/api.ts';
import { post } from '../api/client.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { toastProblem } from '../kit/toasts.ts';
import { dayText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import './leading.css';
import { useAnswer } from './useLeading.ts';

const path = '/second-assessments';
const purpose = { purpose: 'quality' } as const;

/** Decisions drawn for a second assessment by this officer, who sees neither the outcome nor who decided. */
export default function SecondPage(): ReactNode {
  const { data, error, refetch } = useAnswer<Drawn>(path);
  const client = useQueryClient();
  const [taken, setTaken] = useState<BlindCase>();
  const [compared, setCompared] = useState<Compared>();
  // another view under the same address: begin at its top, and say where one is
  const step = compared ? 'compared' : taken?.decisionId;
  useEffect(() => {
    if (step === undefined) return;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [step]);
  const take = async (id: string): Promise<void> => {
    try {
      setTaken(await post<BlindCase>(`${path}/${id}/take`, {}, purpose));
    } catch (problem) {
      toastProblem(problem);
      void refetch();
    }
  };
  const back = (): void => {
    setTaken(undefined);
    setCompared(undefined);
    void client.invalidateQueries({ queryKey: ['leading', path] });
  };
  if (taken && compared) return <Page title={say('leading.compared')} over={taken.number}><Both compared={compared} onBack={back} /></Page>;
  if (taken) {
    return (
      <Page title={say('leading.assess')} over={`${taken.number} · ${taken.name}`} wide actions={<Button variant="tertiary" data-size="sm" onClick={back}>{say('leading.later')}</Button>}>
        <Assess blind={taken} onDone={setCompared} />
      </Page>
    );
  }
  return (
    <Page title={say('leading.second')}>
      <Paragraph>{say('leading.second.hint')}</Paragraph>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton /> : data.drawn.length === 0 ? <Empty title={say('leading.second.none')}><p>{say('leading.second.none.hint')}</p></Empty> : (
        <ul className="cards">
          {data.drawn.map((one) => (
            <li key={one.decisionId} className="automation">
              <div><strong>{one.number}</strong> · {one.name}<br /><span className="muted">{say('leading.drawn-on', { day: dayText(one.drawnAt) })}</span></div>
              <Button data-size="sm" variant={one.mine ? 'primary' : 'secondary'} onClick={() => void take(one.decisionId)}>{say(one.mine ? 'leading.go-on' : 'leading.take')}<span className="sr"> {one.number}</span></Button>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

interface Given { answer?: Answer; why: string }
const answers: Answer[] = ['met', 'not met', 'unknown'];

/** What was typed is kept in this tab, by decision, until it is sent. */
function useGiven(decisionId: string): [Record<string, Given>, (condition: string, given: Given) => void, () => void] {
  const name = `desk-kept:leading/second/${decisionId}`;
  const [given, setGiven] = useState<Record<string, Given>>(() => JSON.parse(sessionStorage.getItem(name) ?? '{}') as Record<string, Given>);
  return [given, (condition, one) => {
    const next = { ...given, [condition]: one };
    sessionStorage.setItem(name, JSON.stringify(next));
    setGiven(next);
  }, () => sessionStorage.removeItem(name)];
}

function Assess({ blind, onDone }: { blind: BlindCase; onDone(compared: Compared): void }): ReactNode {
  const [given, setGiven, clear] = useGiven(blind.decisionId);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const missing = blind.conditions.filter(({ condition }) => {
    const one = given[condition];
    return !one?.answer || (one.answer !== 'met' && !one.why.trim());
  });
  const send = async (): Promise<void> => {
    setAsked(true);
    if (missing.length > 0) {
      document.getElementById(`condition-${missing[0]!.condition}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const conditions = blind.conditions.map(({ condition }) => ({ condition, answer: given[condition]!.answer, ...(given[condition]!.why.trim() ? { why: given[condition]!.why } : {}) }));
      onDone(await post<Compared>(`${path}/${blind.decisionId}`, { conditions }, purpose));
      clear();
    } catch (problem) {
      toastProblem(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="blind">
      <section>
        <h2>{say('leading.facts')}</h2>
        <p className="muted">{say('leading.facts.hint', { day: dayText(blind.on) })}</p>
        {blind.facts.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl className="facts">{group.rows.map((row) => <div key={row.label}><dt>{row.label}</dt><dd>{row.files.length === 0 ? row.value : row.files.map((file) => <a key={file} href={`/desk/api${path}/${blind.decisionId}/files/${file}`} target="_blank" rel="noreferrer">{row.value}</a>)} {row.doubtful && <Tag data-size="sm" data-color="warning">{say('leading.doubtful')}</Tag>}<span className="muted">{row.source}</span></dd></div>)}</dl>
          </section>
        ))}
      </section>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <h2>{say('leading.conditions')}</h2>
        {asked && missing.length > 0 && <Alert data-color="danger" role="alert"><Paragraph>{say('leading.missing', { count: missing.length })}</Paragraph></Alert>}
        {blind.conditions.map((one) => <Condition key={one.condition} of={one} given={given[one.condition] ?? { why: '' }} wrong={asked && missing.includes(one)} onChange={(next) => setGiven(one.condition, next)} />)}
        <Button type="submit" disabled={busy}>{say('leading.send')}</Button>
      </form>
    </div>
  );
}

function Condition({ of, given, wrong, onChange }: { of: BlindCase['conditions'][number]; given: Given; wrong: boolean; onChange(given: Given): void }): ReactNode {
  return (
    <fieldset id={`condition-${of.condition}`} tabIndex={-1} className="condition" data-wrong={wrong || undefined}>
      <legend>{of.text}</legend>
      <p className="law">{of.law.map(({ label, url }, index) => <span key={label}>{index > 0 && '; '}{url ? <a href={url} rel="noreferrer" target="_blank">{label}</a> : label}</span>)}</p>
      {of.facts.length > 0 && <details><summary>{say('leading.facts-of', { count: of.facts.length })}</summary><dl className="facts">{of.facts.map((fact, index) => <div key={`${fact.label} ${index}`}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}</dl></details>}
      <div className="answers">
        {answers.map((answer) => <Radio key={answer} data-size="sm" name={of.condition} value={answer} label={say(`leading.answer.${answer}`)} checked={given.answer === answer} onChange={() => onChange({ ...given, answer })} />)}
      </div>
      {given.answer !== undefined && given.answer !== 'met' && <Textfield data-size="sm" multiline rows={2} required maxLength={2000} label={say('leading.condition.why')} value={given.why} onChange={(event) => onChange({ ...given, why: event.target.value })} error={wrong && !given.why.trim() ? say('leading.condition.why.missing') : undefined} />}
    </fieldset>
  );
}

/** Both assessments, side by side, once both are given. */
function Both({ compared, onBack }: { compared: Compared; onBack(): void }): ReactNode {
  return (
    <>
      <Alert data-color={compared.agrees ? 'success' : 'warning'}><Paragraph>{say(compared.agrees ? 'leading.compared.same' : 'leading.compared.other', { outcome: say(`leading.outcome.${compared.outcome}`), by: say(compared.automatic ? 'leading.by.robot' : 'leading.by.officers') })}</Paragraph></Alert>
      <ul className="compared">
        {compared.conditions.map((one) => (
          <li key={one.condition} data-differs={!one.agrees || undefined}>
            <Heading level={2} data-size="2xs">{one.text}</Heading>
            <p>{say('leading.first')} <strong>{say(`leading.answer.${one.first}`)}</strong>. {say('leading.you')} <strong>{say(`leading.answer.${one.second}`)}</strong>. {!one.agrees && <Tag data-size="sm" data-color="warning">{say('leading.differs')}</Tag>}</p>
            {one.why && <blockquote>{one.why}</blockquote>}
          </li>
        ))}
      </ul>
      <p>{say('leading.compared.hint')}</p>
      <Button onClick={onBack}>{say('leading.next')}</Button>
    </>
  );
}
