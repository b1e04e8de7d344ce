import { Alert, Button, Tag } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { LabDraft, LabSide, LabTestCase, LabTried } from '../../../../server/src/rule-lab/api.ts';
import { post } from '../api/client.ts';
import { dayText } from '../kit/time.ts';
import { toastProblem } from '../kit/toasts.ts';
import { hasWord, say } from '../words/say.ts';
import { Progress } from './TestsView.tsx';
import { TestEditor } from './TestEditor.tsx';
import { useJob, type SaveEdit } from './useLab.ts';

/** How many decided cases are looked at, the latest first. */
const amounts = [0, 500, 5000, 100_000] as const;

/** Who would be decided otherwise: on the cases there are, and as if they had come on the draft's first day. */
export function TryView({ draft, may, save }: { draft: LabDraft; may: boolean; save?: SaveEdit | undefined }): ReactNode {
  const { job, begin, cancel, beginning } = useJob(draft, 'cases');
  const [past, setPast] = useState<number>(5000);
  const [made, setMade] = useState<LabTestCase>();
  const toTest = save && job ? (key: string): void => void post<LabTestCase>(`/lab/jobs/${encodeURIComponent(job.id)}/test`, { key }).then(setMade, toastProblem) : undefined;
  return (
    <section>
      <p>{say('lab.try.lead')}</p>
      {may && (
        <div className="actions">
          <label>{say('lab.try.past')}{' '}
            <select value={past} onChange={(event) => setPast(Number(event.target.value))}>
              {amounts.map((n) => <option key={n} value={n}>{n === 0 ? say('lab.try.none') : say('lab.try.latest', { n })}</option>)}
            </select>
          </label>
          <Button onClick={() => begin(past)} disabled={beginning || job?.state === 'running'}>{say('lab.try.run')}</Button>
          {job?.state === 'running' && <Progress job={job} cancel={cancel} what={say('lab.try.running')} />}
        </div>
      )}
      {job?.state === 'failed' && <Alert data-color="danger">{say('lab.job.failed')}</Alert>}
      {job?.state === 'cancelled' && <Alert data-color="warning">{say('lab.job.cancelled')}</Alert>}
      {job?.state === 'done' && job.content !== draft.content && <Alert data-color="warning">{say('lab.stale')}</Alert>}
      {!job && <p className="muted">{say('lab.try.not-run')}</p>}
      {job?.tried && <Tried tried={job.tried} toTest={toTest} />}
      {save && made && <TestEditor draft={draft} opened={{ made }} save={save} onClose={() => setMade(undefined)} />}
    </section>
  );
}

type ToTest = ((key: string) => void) | undefined;

function Tried({ tried, toTest }: { tried: LabTried; toTest: ToTest }): ReactNode {
  return (
    <>
      <Side toTest={toTest} side={tried.asIf} title={say('lab.try.as-if', { day: dayText(tried.asIfOn) })} lead={say('lab.try.as-if.lead')} />
      <h2>{say('lab.try.law')}</h2>
      <p className="muted">{say('lab.try.law.lead')}</p>
      <Side toTest={toTest} side={tried.open} title={say('lab.try.open')} lead={say('lab.try.open.lead')} level={3} />
      <Side toTest={toTest} side={tried.sent} title={say('lab.try.sent')} lead={say('lab.try.sent.lead')} level={3} />
      <Side toTest={toTest} side={tried.past} title={say('lab.try.decided')} lead={say('lab.try.decided.lead')} level={3} />
    </>
  );
}

const status = (word: string): string => (hasWord(`lab.status.${word.replaceAll(' ', '-')}`) ? say(`lab.status.${word.replaceAll(' ', '-')}`) : word);
const conditionTitle = (condition: string, title: string): string => (condition.startsWith('#') ? say(`lab.flip.${condition.slice(1)}`) : title);

function Side({ side, title, lead, toTest, level = 2 }: { toTest: ToTest; side: LabSide; title: string; lead: string; level?: 2 | 3 }): ReactNode {
  const Heading = level === 2 ? 'h2' : 'h3';
  const share = side.looked > 0 ? side.flipped / side.looked : 0;
  return (
    <section className="lab-side">
      <Heading>{title}</Heading>
      <p className="muted">{lead}</p>
      <p className="lab-figures">
        <span><strong>{side.flipped}</strong> {say('lab.try.of', { looked: side.looked })}</span>
        <span data-tone={side.fewer > 0 ? 'danger' : undefined}><strong>{side.fewer}</strong> {say('lab.try.fewer')}</span>
        <span data-tone={side.more > 0 ? 'success' : undefined}><strong>{side.more}</strong> {say('lab.try.more')}</span>
      </p>
      <meter className="lab-meter" min={0} max={1} value={share} aria-label={say('lab.try.share')} />
      {side.flips.length > 0 && (
        <div className="lab-scroll" role="region" aria-label={say('lab.try.conditions', { title })} tabIndex={0}>
          <table className="lab-table">
            <thead><tr><th scope="col">{say('lab.try.condition')}</th><th scope="col">{say('lab.try.was')}</th><th scope="col">{say('lab.try.is')}</th><th scope="col">{say('lab.try.rows')}</th><th scope="col">{say('lab.try.count')}</th></tr></thead>
            <tbody>{side.flips.map((flip, i) => (
              <tr key={i}><th scope="row">{conditionTitle(flip.condition, flip.title)}</th><td>{status(flip.was)}</td><td>{status(flip.is)}</td><td className="muted">{flip.wasRow ?? '–'} → {flip.isRow ?? '–'}</td><td className="lab-number">{flip.count}</td></tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {side.examples.length > 0 && (
        <details>
          <summary>{say('lab.try.examples', { n: side.examples.length })}</summary>
          <ul className="lab-examples">
            {side.examples.map((one, i) => (
              <li key={i}>
                {one.caseId ? <Link to={`/cases/${one.caseId}` as '/lab'}>{one.number}</Link> : <span className="muted">{say('lab.try.hidden')}</span>}{' '}
                {one.decided && <Tag data-color="neutral" data-size="sm">{say(`lab.decided.${one.decided}`)}{one.automatic ? ` ${say('lab.by-robot')}` : ''}</Tag>}{' '}
                {say(`lab.outcome.${one.was}`)}{one.was !== one.is && <> → {say(`lab.outcome.${one.is}`)}</>}
                {toTest && <> <button type="button" className="link" onClick={() => toTest(one.key)}>{say('lab.try.to-test')}</button></>}
                <ul>{one.flips.map((flip, j) => <li key={j}>{conditionTitle(flip.title, flip.title)}: {status(flip.was)} → {status(flip.is)}{flip.reason ? `. ${flip.reason}` : ''}</li>)}</ul>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
