import { Button, Tag, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { LabAmounts, LabFinding, LabRulebook } from '../../../../server/src/rule-lab/api.ts';
import { Modal } from '../kit/Modal.tsx';
import { Empty } from '../kit/Page.tsx';
import { hasWord, say } from '../words/say.ts';
import { Cell } from './Cell.tsx';
import { Findings } from './DecisionView.tsx';
import type { SaveEdit } from './useLab.ts';

/** The dated tables the rules read: an amount holds from a day until the next one does. */
export function AmountsView({ rulebook, before, findings = [], validFrom, save }: { rulebook: LabRulebook; before?: LabRulebook | undefined; findings?: LabFinding[]; validFrom?: string; save?: SaveEdit | undefined }): ReactNode {
  if (rulebook.amounts.length === 0) return <Empty title={say('lab.amounts.none')} />;
  const shown = (table: LabAmounts): ReactNode => (
    <AmountTable key={table.id} table={table} before={before?.amounts.find((one) => one.id === table.id)} findings={findings.filter((one) => one.table === table.id)} validFrom={validFrom ?? ''} save={table.more > 0 ? undefined : save} />
  );
  const lists = rulebook.amounts.filter((one) => !one.dated);
  return <>
    {rulebook.amounts.filter((one) => one.dated).map(shown)}
    {lists.length > 0 && <details className="lab-lists"><summary>{say('lab.lists', { n: lists.length })}</summary>{lists.map(shown)}</details>}
  </>;
}

export const columnWord = (name: string): string => (hasWord(`lab.column.${name}`) ? say(`lab.column.${name}`) : name);
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** As it is read: amounts in groups of three, yes and no. */
export function amountWords(value: unknown): string {
  if (typeof value === 'number') return new Intl.NumberFormat(document.documentElement.lang).format(value);
  if (typeof value === 'boolean') return say(value ? 'lab.yes' : 'lab.no');
  return text(value);
}

/** Days stay whole, long words get room. */
const kind = (value: unknown): string | undefined => (typeof value !== 'string' ? undefined : /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'lab-day' : value.length > 40 ? 'lab-words' : undefined);

function AmountTable({ table, before, findings, validFrom, save }: { table: LabAmounts; before?: LabAmounts | undefined; findings: LabFinding[]; validFrom: string; save?: SaveEdit | undefined }): ReactNode {
  const [adding, setAdding] = useState<number>();
  const key = (row: Record<string, unknown>): string => `${text(row['id'] ?? row['code'])} ${text(row['valid_from'])}`;
  const was = new Map((before?.rows ?? []).map((row) => [key(row), row]));
  return (
    <section className="lab-amounts">
      <h2><code>{table.id}</code></h2>
      {table.anchors.length > 0 && <p className="lab-tags">{table.anchors.map((anchor) => <Tag key={anchor} data-color="info">{say(`lab.anchor.${anchor}`)}</Tag>)}</p>}
      {findings.some((one) => one.severity === 'error') && <Findings findings={findings.filter((one) => one.severity === 'error')} />}
      {table.rows.length === 0 ? <p className="muted">{say('lab.amounts.empty')}</p> : (
        <div className="lab-scroll" role="region" aria-label={table.id} tabIndex={0}>
          <table className="lab-table">
            <thead><tr>{table.columns.map(({ name }) => <th key={name} scope="col">{columnWord(name)}</th>)}{save && <th scope="col"><span className="sr">{say('lab.acts')}</span></th>}</tr></thead>
            <tbody>
              {table.rows.map((row, index) => {
                const old = was.get(key(row));
                return (
                  <tr key={index} data-new={before !== undefined && !old || undefined}>
                    {table.columns.map(({ name }) => (
                      <td key={name} className={typeof row[name] === 'number' ? 'lab-number' : kind(row[name])}>
                        <Cell words={amountWords(row[name])} text={text(row[name])} label={`${key(row)}: ${columnWord(name)}`} changed={before !== undefined && (!old || text(old[name]) !== text(row[name]))}
                          wrong={findings.some((one) => one.severity === 'error' && one.rows.includes(String(index)))}
                          onSave={save && ((value) => save({ kind: 'amount', table: table.id, row: index, column: name, value }))} />
                      </td>
                    ))}
                    {save && <td className="lab-acts">
                      {table.dated && row['valid_to'] === null && <button type="button" className="link" onClick={() => setAdding(index)}>{say('lab.amounts.add')}<span className="sr"> {key(row)}</span></button>}
                      {!old && before && <button type="button" className="link" onClick={() => void save({ kind: 'remove-amount', table: table.id, row: index })}>{say('lab.amounts.remove')}<span className="sr"> {key(row)}</span></button>}
                    </td>}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {table.more > 0 && <p className="muted">{say('lab.amounts.more', { n: table.more })}</p>}
      {save && adding !== undefined && <AddAmount table={table} like={adding} from={validFrom} onClose={() => setAdding(undefined)} save={save} />}
    </section>
  );
}

/** A new amount from a day: the one before it ends the day before. */
function AddAmount({ table, like, from, onClose, save }: { table: LabAmounts; like: number; from: string; onClose(): void; save: SaveEdit }): ReactNode {
  const model = table.rows[like]!;
  const columns = table.columns.filter(({ name }) => !['id', 'code', 'valid_from', 'valid_to', 'verified'].includes(name));
  const [day, setDay] = useState(from);
  const [values, setValues] = useState<Record<string, string>>(Object.fromEntries(columns.map(({ name }) => [name, name === 'source' ? '' : text(model[name])])));
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(day) && (!('source' in values) || values['source'] !== '');
  return (
    <Modal open onClose={onClose} title={say('lab.amounts.add-title', { name: text(model['id'] ?? model['code']) })} footer={<>
      <Button disabled={!complete} onClick={() => void save({ kind: 'add-amount', table: table.id, like, from: day, values: { ...values, ...('verified' in model ? { verified: 'false' } : {}) } }).then(onClose)}>{say('lab.amounts.add')}</Button>
      <Button variant="secondary" onClick={onClose}>{say('shell.cancel')}</Button>
    </>}>
      <p>{say('lab.amounts.add-lead')}</p>
      <Textfield label={columnWord('valid_from')} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      {columns.map(({ name, type }) => (
        <Textfield key={name} label={columnWord(name)} inputMode={type === 'integer' || type === 'decimal' ? 'numeric' : undefined} type={type === 'date' ? 'date' : 'text'} value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
      ))}
    </Modal>
  );
}
