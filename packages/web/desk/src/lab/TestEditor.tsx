import { Alert, Button, Tag, Textfield } from '@digdir/designsystemet-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { LabDraft, LabTestCase, LabTestRun } from '../../../../server/src/rule-lab/api.ts';
import { get, post } from '../api/client.ts';
import { Modal } from '../kit/Modal.tsx';
import { Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { toastProblem } from '../kit/toasts.ts';
import { hasWord, say } from '../words/say.ts';
import type { SaveEdit } from './useLab.ts';

/** What is opened: a case by its name, a new one like another, or one that has just been made. */
export type Opened = { name: string } | { like?: string } | { made: LabTestCase };

type Case = LabTestCase['test'];
type Fact = LabTestCase['facts'][number];
const id = encodeURIComponent;
const status = (word: string): string => (hasWord(`lab.status.${word.replaceAll(' ', '-')}`) ? say(`lab.status.${word.replaceAll(' ', '-')}`) : word);

/** One of the rules' own cases, written and run: what it expects beside what comes out. */
export function TestEditor({ draft, opened, save, onClose }: { draft: LabDraft; opened: Opened; save: SaveEdit; onClose(): void }): ReactNode {
  const [view, setView] = useState<LabTestCase | undefined>('made' in opened ? opened.made : undefined);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if ('made' in opened) return;
    const path = 'name' in opened ? id(opened.name) : `-${opened.like ? `?like=${id(opened.like)}` : ''}`;
    get<LabTestCase>(`/lab/drafts/${id(draft.id)}/tests/${path}`).then(setView, setError);
  }, [draft.id, opened]);
  if (!view) return <Modal open onClose={onClose} title={say('lab.test.title')}>{error ? <ProblemNote error={error} /> : <Skeleton lines={6} />}</Modal>;
  return <Editor draft={draft} view={view} before={'name' in opened ? opened.name : undefined} save={save} onClose={onClose} />;
}

function Editor({ draft, view, before, save, onClose }: { draft: LabDraft; view: LabTestCase; before: string | undefined; save: SaveEdit; onClose(): void }): ReactNode {
  const [one, setOne] = useState<Case>(view.test);
  const [facts, setFacts] = useState(view.facts);
  const [more, setMore] = useState(view.more);
  const [dates, setDates] = useState(view.dates);
  const [run, setRun] = useState<LabTestRun>();
  const [busy, setBusy] = useState(false);
  const set = (place: Fact, value: unknown): void => {
    setFacts(facts.map((fact) => (fact === place ? { ...fact, value } : fact)));
    setOne({ ...one, facts: withFact(one.facts ?? {}, place, value) });
    setRun(undefined);
  };
  const add = (key: string): void => {
    const fact = more.find((each) => `${each.role} ${each.fact}` === key)!;
    const place: Fact = { ...fact, roleTitle: facts.find((each) => each.role === fact.role)?.roleTitle ?? fact.role, index: 0, value: firstValue(fact) };
    setMore(more.filter((each) => each !== fact));
    setFacts([...facts, place]);
    setOne({ ...one, facts: withFact(one.facts ?? {}, place, place.value) });
    setRun(undefined);
  };
  const day = (which: 'application' | 'decision', value: string): void => {
    setDates({ ...dates, [which]: value });
    setOne({ ...one, dates: { ...one.dates, [which]: value } });
    setRun(undefined);
  };
  const tryIt = async (): Promise<void> => {
    setBusy(true);
    await post<LabTestRun>(`/lab/drafts/${id(draft.id)}/run`, { case: { ...one, name: one.name || '?' } }).then(setRun, toastProblem);
    setBusy(false);
  };
  const keep = async (): Promise<void> => {
    await save({ kind: 'put-test', test: before ?? one.name, case: one });
    onClose();
  };
  const taken = one.name !== before && view.cases.includes(one.name);
  const groups = [...Map.groupBy(facts, (fact) => `${fact.roleTitle}${fact.index > 0 ? ` ${fact.index + 1}` : ''}`)];
  return (
    <Modal open onClose={onClose} title={say(before ? 'lab.test.title' : 'lab.test.new')} footer={<>
      <Button disabled={!one.name.trim() || taken} onClick={() => void keep()}>{say('lab.test.keep')}</Button>
      <Button variant="secondary" disabled={busy} onClick={() => void tryIt()}>{say('lab.test.run')}</Button>
      {before && <Button variant="tertiary" data-color="danger" onClick={() => void save({ kind: 'remove-test', test: before }).then(onClose)}>{say('lab.test.remove')}</Button>}
      <Button variant="tertiary" onClick={onClose}>{say('shell.cancel')}</Button>
    </>}>
      <div className="lab-test">
        <Textfield label={say('lab.test.name')} description={say('lab.test.name.hint')} value={one.name} error={taken ? say('lab.test.taken') : undefined} onChange={(event) => setOne({ ...one, name: event.target.value })} />
        {one.like && <p className="muted">{say('lab.test.like', { name: one.like })}</p>}
        <div className="lab-test-days">
          <Textfield type="date" label={say('lab.test.applied')} value={dates.application} onChange={(event) => day('application', event.target.value)} />
          <Textfield type="date" label={say('lab.test.decided')} value={dates.decision} onChange={(event) => day('decision', event.target.value)} />
        </div>
        <h3>{say('lab.test.expects')}</h3>
        <p><label>{say('lab.test.outcome')}{' '}
          <select value={one.expect.outcome} onChange={(event) => setOne({ ...one, expect: { ...one.expect, outcome: event.target.value as 'GRANT' } })}>
            {['GRANT', 'OFFICER'].map((outcome) => <option key={outcome} value={outcome}>{say(`lab.outcome.${outcome}`)}</option>)}
          </select>
        </label> {run && <Seen same={run.outcome === one.expect.outcome} words={say(`lab.outcome.${run.outcome}`)} />}</p>
        <div className="lab-scroll" role="region" aria-label={say('lab.test.expects')} tabIndex={0}>
          <table className="lab-table">
            <thead><tr><th scope="col">{say('lab.try.condition')}</th><th scope="col">{say('lab.test.expected')}</th><th scope="col">{say('lab.test.seen')}</th></tr></thead>
            <tbody>
              {view.conditions.map((condition) => {
                const expected = one.expect.rows?.[condition.id] ?? '';
                const seen = run?.conditions.find((each) => each.id === condition.id);
                const same = seen && (expected ? seen.row === expected : one.expect.status?.[condition.id] ? seen.status === one.expect.status[condition.id] : seen.status === 'met');
                return (
                  <tr key={condition.id}>
                    <th scope="row">{condition.title}</th>
                    <td>
                      <select aria-label={`${say('lab.test.expected')}: ${condition.title}`} value={expected} onChange={(event) => setOne({ ...one, expect: expecting(one.expect, condition.id, event.target.value) })}>
                        <option value="">{one.expect.status?.[condition.id] ? status(one.expect.status[condition.id]!) : say('lab.status.met')}</option>
                        {condition.rows.map((row) => <option key={row.id} value={row.id}>{row.id}: {row.words}</option>)}
                      </select>
                    </td>
                    <td>{seen ? <Seen same={same === true} words={`${status(seen.status)}${seen.row ? ` · ${seen.row}` : ''}`} reason={seen.reason} /> : <span className="muted">{say('lab.test.not-run')}</span>}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        {run && run.problems.length > 0 && <Alert data-color="warning"><ul className="lab-short" lang="en">{run.problems.map((one, i) => <li key={i}>{one.what}: <del>{one.expected}</del> → <ins>{one.got}</ins></li>)}</ul>
          <Button variant="secondary" data-size="sm" onClick={() => { setOne({ ...one, expect: run.meant }); setRun({ ...run, problems: [] }); }}>{say('lab.tests.expect')}</Button></Alert>}
        {run && run.problems.length === 0 && <p role="status"><Tag data-color="success">{say('lab.tests.passed')}</Tag></p>}

        <h3>{say('lab.test.facts')}</h3>
        {groups.map(([title, list]) => (
          <fieldset key={title} className="lab-test-facts"><legend>{title}</legend>
            {list.map((fact) => <FactField key={`${fact.role} ${fact.index} ${fact.fact}`} fact={fact} set={(value) => set(fact, value)} />)}
          </fieldset>
        ))}
        {more.length > 0 && <p><label>{say('lab.test.more')}{' '}
          <select value="" onChange={(event) => { if (event.target.value) add(event.target.value); }}>
            <option value="">{say('lab.choose')}</option>
            {more.map((fact) => <option key={`${fact.role} ${fact.fact}`} value={`${fact.role} ${fact.fact}`}>{fact.role === 'case' ? '' : `${fact.role}: `}{fact.label}</option>)}
          </select>
        </label></p>}
      </div>
    </Modal>
  );
}

function Seen({ same, words, reason }: { same: boolean; words: string; reason?: string | undefined }): ReactNode {
  return <><Tag data-color={same ? 'success' : 'danger'} data-size="sm">{words}</Tag>{reason && <span className="muted lab-why">{reason}</span>}</>;
}

/** A fact of a case: chosen, ticked or typed, by what kind of value it is; nothing typed takes it away. */
function FactField({ fact, set }: { fact: Fact; set(value: unknown): void }): ReactNode {
  const { value, type, choices, label } = fact;
  const gone = value === null;
  const choose = (options: [string, string][], read: (text: string) => unknown): ReactNode => (
    <select value={gone ? '' : String(value)} onChange={(event) => set(event.target.value === '' ? null : read(event.target.value))}>
      <option value="">{say('lab.test.unknown')}</option>
      {options.map(([code, words]) => <option key={code} value={code}>{words}</option>)}
    </select>
  );
  const field = (): ReactNode => {
    if (choices.length > 0 && !Array.isArray(value)) return choose(choices.map((one) => [one.code, one.label]), (text) => text);
    if (type === 'boolean' || type === 'consent' || typeof value === 'boolean') return choose([['true', say('lab.yes')], ['false', say('lab.no')]], (text) => text === 'true');
    if (['integer', 'money', 'number', 'percent'].includes(type) && (gone || typeof value === 'number')) return <input type="number" value={gone ? '' : String(value)} onChange={(event) => set(event.target.value === '' ? null : Number(event.target.value))} />;
    if (type === 'date' && (gone || /^\d{4}-\d{2}-\d{2}$/.test(String(value)))) return <input type="date" value={gone ? '' : String(value)} onChange={(event) => set(event.target.value || null)} />;
    if (gone || typeof value === 'string') return <input type="text" value={gone ? '' : String(value)} onChange={(event) => set(event.target.value || null)} />;
    return <JsonField value={value} set={set} />;
  };
  return <label className="lab-test-fact" data-gone={gone || undefined}><span>{label}{type === 'money' ? ` (${say('lab.test.ore')})` : ''}</span>{field()}</label>;
}

/** A value of several parts, as it is written in the file; kept when it can be read. */
function JsonField({ value, set }: { value: unknown; set(value: unknown): void }): ReactNode {
  const [text, setText] = useState(JSON.stringify(value));
  const [wrong, setWrong] = useState(false);
  const leave = (): void => {
    try {
      set(text.trim() === '' ? null : JSON.parse(text));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return <input type="text" className="lab-json" aria-invalid={wrong || undefined} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} onBlur={leave} />;
}

function firstValue({ type, choices }: LabTestCase['more'][number]): unknown {
  if (choices.length > 0) return choices[0]!.code;
  if (type === 'boolean' || type === 'consent') return true;
  if (['integer', 'money', 'number', 'percent'].includes(type)) return 0;
  if (type === 'citizenships') return ['XXX'];
  return type === 'name' ? { given: 'Test', family: 'Test' } : '';
}

/** A case's facts with one of them changed: those it has of its own, since the rest come from the case it is like. */
function withFact(facts: NonNullable<Case['facts']>, { role, index, fact }: Pick<Fact, 'role' | 'index' | 'fact'>, value: unknown): NonNullable<Case['facts']> {
  const own = facts[role];
  if (index === 0 && !Array.isArray(own)) return { ...facts, [role]: { ...own, [fact]: value } };
  const list = Array.isArray(own) ? [...own] : [own ?? {}];
  while (list.length <= index) list.push({});
  list[index] = { ...list[index], [fact]: value };
  return { ...facts, [role]: list };
}

/** What is expected of a condition: a row of its table; none named is *met*. */
function expecting({ rows, status: statuses, ...expect }: Case['expect'], condition: string, row: string): Case['expect'] {
  const { [condition]: _row, ...otherRows } = rows ?? {};
  const { [condition]: _status, ...otherStatus } = statuses ?? {};
  const next = row ? { ...otherRows, [condition]: row } : otherRows;
  return { ...expect, ...(Object.keys(next).length > 0 ? { rows: next } : {}), ...(Object.keys(otherStatus).length > 0 ? { status: otherStatus } : {}) };
}
