import { Alert, Button, Tag } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { LabDraft, LabJob, LabTest, LabTests } from '../../../../server/src/rule-lab/api.ts';
import { say } from '../words/say.ts';
import { Phrase } from './Phrase.tsx';
import { TestEditor, type Opened } from './TestEditor.tsx';
import { useJob, type SaveEdit } from './useLab.ts';

/** How far something is, said to those who listen as well; it can be stopped. */
export function Progress({ job, cancel, what }: { job: LabJob; cancel(): void; what: string }): ReactNode {
  const share = job.total > 0 ? Math.round((100 * job.done) / job.total) : 0;
  return (
    <div className="lab-progress">
      <label>{what} <progress max={100} value={share} /></label> <span>{share} % ({job.done}/{job.total})</span>{' '}
      <Button variant="secondary" data-size="sm" onClick={cancel}>{say('lab.stop')}</Button>
    </div>
  );
}

/** The rules' own cases, run on the draft. */
export function TestsView({ draft, save }: { draft: LabDraft; save?: SaveEdit | undefined }): ReactNode {
  const { job, begin, cancel, beginning } = useJob(draft, 'tests');
  const [opened, setOpened] = useState<Opened>();
  const stale = job?.state === 'done' && job.content !== draft.content;
  return (
    <section>
      <div className="actions">
        {(save || draft.may.approve) && <Button onClick={() => begin()} disabled={beginning || job?.state === 'running'}>{say('lab.tests.run')}</Button>}
        {save && <Button variant="secondary" onClick={() => setOpened({})}>{say('lab.test.new')}</Button>}
        {job?.state === 'running' && <Progress job={job} cancel={cancel} what={say('lab.tests.running')} />}
      </div>
      {job?.state === 'failed' && <Alert data-color="danger">{say('lab.job.failed')}</Alert>}
      {stale && <Alert data-color="warning">{say('lab.stale')}</Alert>}
      {!job && <p className="muted">{say('lab.tests.not-run')}</p>}
      {job?.tests && <TestList tests={job.tests} save={stale ? undefined : save} open={save && setOpened} />}
      {save && opened && <TestEditor draft={draft} opened={opened} save={save} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

export function TestList({ tests, save, open }: { tests: LabTests; save?: SaveEdit | undefined; open?: ((opened: Opened) => void) | undefined }): ReactNode {
  const [all, setAll] = useState(false);
  const failed = tests.tests.filter((one) => one.problems.length > 0), changed = tests.tests.filter((one) => one.changed && one.problems.length === 0);
  const rest = tests.tests.filter((one) => !failed.includes(one) && !changed.includes(one));
  return (
    <div className="lab-tests">
      <p><strong>{say('lab.tests.sum', { passed: tests.passed, failed: tests.failed })}</strong> {say('lab.tests.rows', { hit: tests.rows - tests.missed.length, rows: tests.rows })}</p>
      {tests.missed.length > 0 && <Alert data-color="danger">{say('lab.tests.missed', { rows: tests.missed.join(', ') })}</Alert>}
      <ul>
        {[...failed, ...changed, ...(all ? rest : rest.slice(0, 10))].map((one) => <TestLine key={one.name} test={one} save={save} open={open} />)}
      </ul>
      {!all && rest.length > 10 && <button type="button" className="link" onClick={() => setAll(true)}>{say('lab.tests.all', { n: rest.length - 10 })}</button>}
    </div>
  );
}

function TestLine({ test, save, open }: { test: LabTest; save?: SaveEdit | undefined; open?: ((opened: Opened) => void) | undefined }): ReactNode {
  const wrong = test.problems.length > 0;
  return (
    <li data-wrong={wrong || undefined}>
      <Tag data-color={wrong ? 'danger' : 'success'} data-size="sm">{say(wrong ? 'lab.tests.failed' : 'lab.tests.passed')}</Tag> <Phrase text={test.name} />{' '}
      <span className="muted">{say(`lab.outcome.${test.outcome}`)} · {say('lab.tests.hits', { n: test.rows.length })}</span>
      {test.changed && <> <Tag data-color="info" data-size="sm">{say('lab.tests.changed')}</Tag></>}
      {open && <> <button type="button" className="link" onClick={() => open({ name: test.name })}>{say('lab.test.open')}<span className="sr"> ({test.name})</span></button>{' '}
        <button type="button" className="link" onClick={() => open({ like: test.name })}>{say('lab.test.like-this')}<span className="sr"> ({test.name})</span></button></>}
      {wrong && (
        <div className="lab-problems">
          <ul lang="en">{test.problems.map((one, i) => <li key={i}>{one.what}: <del>{one.expected}</del> → <ins>{one.got}</ins></li>)}</ul>
          {save && <Button variant="secondary" data-size="sm" onClick={() => void save({ kind: 'expect', test: test.name })}>{say('lab.tests.expect')}<span className="sr"> ({test.name})</span></Button>}
        </div>
      )}
    </li>
  );
}
