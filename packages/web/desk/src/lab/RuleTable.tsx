import { Button, Tag, Textfield } from '@digdir/designsystemet-react';
import { Fragment, useState, type ReactNode } from 'react';
import type { LabDecision, LabFinding, LabRow } from '../../../../server/src/rule-lab/api.ts';
import { Icon } from '../kit/Icon.tsx';
import { Modal } from '../kit/Modal.tsx';
import { say } from '../words/say.ts';
import { Cell } from './Cell.tsx';
import type { Shown } from './DecisionView.tsx';
import { findingWords, whenWords } from './findings.ts';
import { Phrase, usePhrase } from './Phrase.tsx';
import { RowMore } from './RowMore.tsx';
import type { SaveEdit } from './useLab.ts';

/** A new row as it is asked for: after which, like which, and for which inputs. */
interface Wanted { after: string | null; like?: string; inputs?: string[] }

/** A decision table as people read it. What is wrong is told at its row; a gap, where a row is wanting. */
export function RuleTable({ decision, before, findings = [], tests, rulebook, save, tryCell }: Shown): ReactNode {
  const [open, setOpen] = useState<string>();
  const [wanted, setWanted] = useState<Wanted>();
  const phrase = usePhrase();
  const { inputs, outputs, rows } = decision.table!;
  const columns = inputs.length + outputs.length + 2;
  const gaps = findings.filter((one) => one.code === 'gap');
  const gone = (before?.table?.rows ?? []).filter((row) => !rows.some((one) => one.id === row.id));
  return <>
    <div className="lab-scroll" role="region" aria-label={decision.title} tabIndex={0}>
      <table className="lab-table">
        <thead>
          <tr>
            <th scope="col">{say('lab.row-reason')}</th>
            {inputs.map((input, i) => <th key={i} scope="col" title={input.expression}><Phrase text={input.label} /></th>)}
            {outputs.map((output, i) => <th key={i} scope="col" className="lab-output">{output.label === decision.name && decision.role === 'condition' ? say('lab.comes-to') : <Phrase text={output.label} />}</th>)}
            <th scope="col">{say('lab.tests')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const was = before?.table?.rows.find((one) => one.id === row.id);
            const own = findings.filter((one) => one.rows.includes(row.id));
            const wrong = (part: 'input' | 'output', column: number): boolean => own.some((one) => one.severity === 'error' && one.cell?.part === part && one.cell.column === column);
            const cell = (part: 'input' | 'output', list: 'inputs' | 'outputs', column: number): ReactNode => (
              <Cell words={row[list][column]!.words} text={row[list][column]!.text} label={`${row.id}: ${phrase(decision.table![list][column]!.label)}`} wrong={wrong(part, column)}
                changed={before !== undefined && (!was || was[list][column]?.text !== row[list][column]!.text)}
                choices={choicesFor(decision, part, column)} check={tryCell && ((text, signal) => tryCell({ decision: decision.name, row: row.id, part, column, text }, signal))}
                onSave={save && ((text) => save({ kind: 'cell', decision: decision.name, row: row.id, part, column, text }))} />
            );
            const hits = tests?.tests.filter((one) => one.rows.includes(row.id));
            return (
              <Fragment key={row.id}>
                <tr data-out={row.outputs[0]?.text.replaceAll('"', '')} data-new={before !== undefined && !was || undefined} data-wrong={own.some((one) => one.severity === 'error') || undefined}>
                  <th scope="row"><button type="button" className="link" aria-expanded={open === row.id} onClick={() => setOpen(open === row.id ? undefined : row.id)}>{row.id}</button>
                    {save && <span className="lab-row-acts"><RowActs decision={decision} row={row} index={index} save={save} want={setWanted} /></span>}
                    <span className={was && was.reason?.words !== row.reason?.words ? 'lab-why lab-changed' : 'lab-why'}>{row.reason?.words}</span> <span className="lab-why muted">{row.law.map((law) => law.label).join('; ')}</span></th>
                  {row.inputs.map((one, i) => <td key={i} data-any={one.text.trim() === '-' || undefined}>{cell('input', 'inputs', i)}</td>)}
                  {row.outputs.map((_output, i) => <td key={i} className="lab-output">{cell('output', 'outputs', i)}</td>)}
                  <td className="lab-number">{hits === undefined ? '' : hits.length === 0 ? <Tag data-color="danger">{say('lab.untested')}</Tag> : hits.length}</td>
                </tr>
                {own.length > 0 && <tr className="lab-at-row"><td colSpan={columns}><AtRow findings={own} /></td></tr>}
                {open === row.id && <tr className="lab-more"><td colSpan={columns}><RowMore decision={decision.name} row={row} rulebook={rulebook} save={save} tests={hits?.map((one) => one.name) ?? []} /></td></tr>}
              </Fragment>
            );
          })}
          {gone.map((row) => (
            <tr key={row.id} className="lab-gone"><th scope="row"><del>{row.id}</del> <Tag data-color="danger" data-size="sm">{say('lab.difference.removed')}</Tag><span className="lab-why">{row.reason?.words}</span></th><td colSpan={columns - 1} /></tr>
          ))}
          {gaps.map((gap, i) => (
            <tr key={i} className="lab-at-row"><td colSpan={columns}>
              <p className="lab-gap"><strong>{say('lab.finding.gap')}</strong> {whenWords(gap)}
                {save && gap.when && <Button variant="secondary" data-size="sm" onClick={() => setWanted({ after: rows.at(-1)!.id, inputs: inputs.map((input) => gap.when![input.label] ?? '-') })}>{say('lab.row.fill')}</Button>}</p>
            </td></tr>
          ))}
        </tbody>
      </table>
    </div>
    {save && <p><Button variant="secondary" data-size="sm" onClick={() => setWanted({ after: rows.at(-1)!.id })}>{say('lab.row.add')}</Button></p>}
    {save && wanted && <NewRow decision={decision} wanted={wanted} save={save} onClose={() => setWanted(undefined)} />}
  </>;
}

/** Values the column allows, and those its other rows look for. */
function choicesFor({ table }: LabDecision, part: 'input' | 'output', column: number): LabRow['inputs'] {
  const list = part === 'input' ? 'inputs' : 'outputs';
  const seen = new Map<string, string>();
  if (part === 'input') seen.set('-', say('lab.cell.any'));
  for (const one of table![list][column]!.allowed) seen.set(one.text, one.words);
  for (const row of table!.rows) if (row[list][column]!.text.trim()) seen.set(row[list][column]!.text.trim(), seen.get(row[list][column]!.text.trim()) ?? row[list][column]!.words);
  return [...seen].slice(0, 10).map(([text, words]) => ({ text, words }));
}

function AtRow({ findings }: { findings: LabFinding[] }): ReactNode {
  return <ul className="lab-findings">{findings.map((one, i) => <li key={i} data-severity={one.severity}>{findingWords(one)}</li>)}</ul>;
}

/** What can be done with a row: where the first that matches decides, its place matters. */
function RowActs({ decision, row, index, save, want }: { decision: LabDecision; row: LabRow; index: number; save: SaveEdit; want(wanted: Wanted): void }): ReactNode {
  const { rows } = decision.table!;
  const move = (after: string | null): void => void save({ kind: 'move-row', decision: decision.name, row: row.id, after });
  const act = (word: string, icon: ReactNode, run: () => void, disabled = false): ReactNode => (
    <button type="button" className="lab-act" disabled={disabled} title={say(word)} onClick={run}>{icon}<span className="sr">{say(word)}: {row.id}</span></button>
  );
  return <>
    {act('lab.row.up', '↑', () => move(index > 1 ? rows[index - 2]!.id : null), index === 0)}
    {act('lab.row.down', '↓', () => move(rows[index + 1]!.id), index === rows.length - 1)}
    {act('lab.row.copy', <Icon name="document" />, () => want({ after: row.id, like: row.id }))}
    {act('lab.row.remove', <Icon name="close" />, () => void save({ kind: 'remove-row', decision: decision.name, row: row.id }), rows.length < 2)}
  </>;
}

/** A row is named before it is written: tests and decisions speak of it by that name for years. */
function NewRow({ decision, wanted, save, onClose }: { decision: LabDecision; wanted: Wanted; save: SaveEdit; onClose(): void }): ReactNode {
  const [id, setId] = useState(wanted.like ? `${wanted.like}-2` : `${decision.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-`);
  const taken = decision.table!.rows.some((row) => row.id === id);
  const sound = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && !taken;
  const add = (): void => void save({ kind: 'add-row', decision: decision.name, row: id, after: wanted.after, ...(wanted.like ? { like: wanted.like } : {}), ...(wanted.inputs ? { inputs: wanted.inputs } : {}) }).then(onClose);
  return (
    <Modal open onClose={onClose} title={say(wanted.like ? 'lab.row.copy' : 'lab.row.add')} footer={<>
      <Button disabled={!sound} onClick={add}>{say('lab.row.add')}</Button>
      <Button variant="secondary" onClick={onClose}>{say('shell.cancel')}</Button>
    </>}>
      <Textfield label={say('lab.row.name')} description={say('lab.row.name.hint')} value={id} error={taken ? say('lab.row.taken') : undefined} onChange={(event) => setId(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && sound) add(); }} />
    </Modal>
  );
}
