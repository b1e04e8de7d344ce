import { Tag } from '@digdir/designsystemet-react';
import { Fragment, useState, type ReactNode } from 'react';
import type { LabDecision, LabFinding, LabLaw, LabRow, LabTests } from '../../../../server/src/rule-lab/api.ts';
import { hasWord, say } from '../words/say.ts';
import { Cell } from './Cell.tsx';
import { useLaw, type SaveEdit } from './useLab.ts';

interface Shown {
  decision: LabDecision;
  /** The same decision in the released rulebook: what differs is marked. */
  before?: LabDecision | undefined;
  findings?: LabFinding[];
  tests?: LabTests | undefined;
  languages: string[];
  save?: SaveEdit | undefined;
}

/** One decision: what it asks, the law, and its rows as people read them. */
export function DecisionView(shown: Shown): ReactNode {
  const { decision, findings = [], before, save } = shown;
  const own = findings.filter((one) => one.decision === decision.name);
  return (
    <section className="lab-decision">
      <h2>{decision.title}</h2>
      {decision.title !== decision.name && <p className="over" lang="en">{decision.name}</p>}
      {decision.question && <p lang="en"><em>{decision.question}</em></p>}
      {decision.description && <p lang="en" className="muted">{decision.description}</p>}
      <p className="lab-tags">
        <Tag data-color="neutral">{say(`lab.role.${decision.role}`)}</Tag>
        {decision.anchor && <Tag data-color="info">{say(`lab.anchor.${decision.anchor}`)}</Tag>}
        {decision.table && <Tag data-color="neutral">{say('lab.hit', { policy: decision.table.hitPolicy })}</Tag>}
      </p>
      <LawList law={decision.law} />
      {own.length > 0 && <Findings findings={own} />}
      {decision.formula !== undefined && (
        <p className="lab-formula"><Cell words={decision.formula} text={decision.formula} label={say('lab.formula')} changed={before !== undefined && before.formula !== decision.formula}
          wrong={own.some((one) => one.severity === 'error')} onSave={save && ((text) => save({ kind: 'formula', decision: decision.name, text }))} /></p>
      )}
      {decision.table && <Table {...shown} findings={own} />}
    </section>
  );
}

function Table({ decision, before, findings = [], tests, languages, save }: Shown): ReactNode {
  const [open, setOpen] = useState<string>();
  const { inputs, outputs, rows } = decision.table!;
  const columns = inputs.length + outputs.length + 2;
  return (
    <div className="lab-scroll" role="region" aria-label={decision.title} tabIndex={0}>
      <table className="lab-table">
        <thead>
          <tr>
            <th scope="col">{say('lab.row-reason')}</th>
            {inputs.map((input, i) => <th key={i} scope="col" lang="en" title={input.expression}>{input.label}</th>)}
            {outputs.map((output, i) => <th key={i} scope="col" className="lab-output" lang="en">{output === decision.name && decision.role === 'condition' ? say('lab.comes-to') : output}</th>)}
            <th scope="col">{say('lab.tests')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const was = before?.table?.rows.find((one) => one.id === row.id);
            const wrong = (part: 'input' | 'output', column: number): boolean => findings.some((one) => one.severity === 'error' && one.rows.includes(row.id) && (!one.cell || (one.cell.part === part && one.cell.column === column)));
            const cell = (part: 'input' | 'output', list: 'inputs' | 'outputs', i: number, label: string): ReactNode => (
              <Cell words={row[list][i]!.words} text={row[list][i]!.text} label={`${row.id}: ${label}`} wrong={wrong(part, i)} changed={was !== undefined && was[list][i]?.text !== row[list][i]!.text}
                onSave={save && ((text) => save({ kind: 'cell', decision: decision.name, row: row.id, part, column: i, text }))} />
            );
            const hits = tests?.tests.filter((one) => one.rows.includes(row.id)).length;
            return (
              <Fragment key={row.id}>
                <tr data-out={row.outputs[0]?.text.replaceAll('"', '')}>
                  <th scope="row"><button type="button" className="link" aria-expanded={open === row.id} onClick={() => setOpen(open === row.id ? undefined : row.id)}>{row.id}</button>
                    <span className={was && was.reason?.words !== row.reason?.words ? 'lab-why lab-changed' : 'lab-why'}>{row.reason?.words}</span> <span className="lab-why muted">{row.law.map((law) => law.label).join('; ')}</span></th>
                  {row.inputs.map((_input, i) => <td key={i} data-any={row.inputs[i]!.text.trim() === '-' || undefined}>{cell('input', 'inputs', i, inputs[i]!.label)}</td>)}
                  {row.outputs.map((_output, i) => <td key={i} className="lab-output">{cell('output', 'outputs', i, outputs[i]!)}</td>)}
                  <td className="lab-number">{hits === undefined ? '' : hits === 0 ? <Tag data-color="danger">{say('lab.untested')}</Tag> : hits}</td>
                </tr>
                {open === row.id && <tr className="lab-more"><td colSpan={columns}><RowMore decision={decision.name} row={row} languages={languages} save={save} tests={tests?.tests.filter((one) => one.rows.includes(row.id)).map((one) => one.name) ?? []} /></td></tr>}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** All of one row: the law's own words, the reason in each language, the cases that hit it. */
function RowMore({ decision, row, languages, save, tests }: { decision: string; row: LabRow; languages: string[]; save?: SaveEdit | undefined; tests: string[] }): ReactNode {
  return (
    <div className="lab-row-more">
      <div>
        <h3>{say('lab.law')}</h3>
        <LawList law={row.law} />
        {save && <LawPicker law={row.law} onSave={(basis) => save({ kind: 'basis', decision, row: row.id, basis })} />}
      </div>
      {row.reason && (
        <div>
          <h3>{say('lab.reason')}</h3>
          {row.reason.sharedWith.length > 0 && <p className="muted">{say('lab.shared', { rows: row.reason.sharedWith.join(', ') })}</p>}
          <dl className="lab-texts">
            {languages.map((language) => (
              <div key={language}>
                <dt>{languageName(language)}</dt>
                <dd lang={language} dir={language === 'ar' ? 'rtl' : undefined}>
                  <Cell words={row.reason!.texts[language] ?? ''} text={row.reason!.texts[language] ?? ''} label={`${say('lab.reason')} (${languageName(language)})`} onSave={save && ((text) => save({ kind: 'reason', decision, row: row.id, language, text }))} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {tests.length > 0 && <div><h3>{say('lab.hit-by', { n: tests.length })}</h3><ul className="lab-short" lang="en">{tests.slice(0, 12).map((name) => <li key={name}>{name}</li>)}{tests.length > 12 && <li>…</li>}</ul></div>}
    </div>
  );
}

function languageName(language: string): string {
  return new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(language) ?? language;
}

function LawPicker({ law, onSave }: { law: LabLaw[]; onSave(basis: string[]): void }): ReactNode {
  const { data: all = [] } = useLaw(true);
  const ids = law.map((one) => one.id);
  return (
    <div className="lab-law-picker">
      {ids.length > 1 && ids.map((one) => <button key={one} type="button" className="link" onClick={() => onSave(ids.filter((other) => other !== one))}>{say('lab.law.remove', { law: law.find((each) => each.id === one)!.label })}</button>)}
      <label>{say('lab.law.add')}{' '}
        <select value="" onChange={(event) => { if (event.target.value) onSave([...ids, event.target.value]); }}>
          <option value="">{say('lab.choose')}</option>
          {all.filter((one) => !ids.includes(one.id)).map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}
        </select>
      </label>
    </div>
  );
}

/** Provisions with what they say, and the way to their text. */
export function LawList({ law }: { law: LabLaw[] }): ReactNode {
  if (law.length === 0) return null;
  return (
    <ul className="lab-law">
      {law.map((one) => (
        <li key={one.id}>
          {one.url ? <a href={one.url} rel="noreferrer" target="_blank">{one.label}</a> : one.label}{' '}
          {!one.verified && <Tag data-color="warning" data-size="sm">{say('lab.unverified')}</Tag>}
          {one.says && <span className="muted" lang="en"> {one.says}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What is wrong, in words where the app has them, with the engine's own sentence beside. */
export function Findings({ findings }: { findings: LabFinding[] }): ReactNode {
  return (
    <ul className="lab-findings">
      {findings.map((one, i) => (
        <li key={i} data-severity={one.severity}>
          <strong>{hasWord(`lab.finding.${one.code}`) ? say(`lab.finding.${one.code}`) : say(`lab.severity.${one.severity}`)}</strong>{' '}
          {(one.decision || one.table) && <span>{[one.decision ?? one.table, ...one.rows].join(' · ')}: </span>}
          <span lang="en">{one.message}{one.hint ? ` – ${one.hint}` : ''}</span>
        </li>
      ))}
    </ul>
  );
}
