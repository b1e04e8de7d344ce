import { Button, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { LabLaw, LabRow, LabRulebook } from '../../../../server/src/rule-lab/api.ts';
import { say } from '../words/say.ts';
import { Cell } from './Cell.tsx';
import { LawList } from './DecisionView.tsx';
import { Phrase, usePhrase } from './Phrase.tsx';
import { useLaw, type SaveEdit } from './useLab.ts';

/** All of one row: the law's own words, the reason in each language, the figures it tells, the cases that hit it. */
export function RowMore({ decision, row, rulebook, save, tests }: { decision: string; row: LabRow; rulebook: LabRulebook; save?: SaveEdit | undefined; tests: string[] }): ReactNode {
  const { reason } = row;
  const texts = (told: boolean): ReactNode => (
    <dl className="lab-texts">
      {rulebook.languages.map((language) => {
        const text = (told ? reason!.toldTexts : reason!.texts)[language] ?? '';
        return (
          <div key={language}>
            <dt>{languageName(language)}</dt>
            <dd lang={language} dir={language === 'ar' ? 'rtl' : undefined}>
              <Cell words={text} text={text} wrong={text.trim() === ''} label={`${say(told ? 'lab.told' : 'lab.reason')} (${languageName(language)})`}
                onSave={save && ((words) => save({ kind: 'reason', decision, row: row.id, language, text: words, ...(told ? { told } : {}) }))} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
  return (
    <div className="lab-row-more">
      <div>
        <h3>{say('lab.law')}</h3>
        <LawList law={row.law} />
        {save && <LawPicker law={row.law} onSave={(basis) => save({ kind: 'basis', decision, row: row.id, basis })} />}
      </div>
      {(reason || save) && (
        <div>
          <h3>{say('lab.reason')}</h3>
          {save && <ReasonPicker key={reason?.key ?? ''} current={reason?.key} reasons={rulebook.reasons} onSave={(key) => save({ kind: 'reason-key', decision, row: row.id, key })} />}
          {reason && reason.sharedWith.length > 0 && <p className="muted">{say('lab.shared', { rows: reason.sharedWith.join(', ') })}</p>}
          {reason && texts(false)}
        </div>
      )}
      {reason && (reason.told.length > 0 || save) && (
        <div>
          <h3>{say('lab.told')}</h3>
          <p className="muted">{say('lab.told.lead')}</p>
          <ToldPicker row={row} rulebook={rulebook} onSave={save && ((told) => save({ kind: 'told', decision, row: row.id, told }))} />
          {reason.told.length > 0 && texts(true)}
        </div>
      )}
      {tests.length > 0 && <div><h3>{say('lab.hit-by', { n: tests.length })}</h3><ul className="lab-short">{tests.slice(0, 12).map((name) => <li key={name}><Phrase text={name} /></li>)}{tests.length > 12 && <li>…</li>}</ul></div>}
    </div>
  );
}

export function languageName(language: string): string {
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

/** One of the reasons there are words for, or a new one, which then needs its words in every language. */
function ReasonPicker({ current, reasons, onSave }: { current: string | undefined; reasons: Record<string, string>; onSave(key: string): void }): ReactNode {
  const [fresh, setFresh] = useState<string>();
  const key = `reason.${fresh ?? ''}`;
  const sound = /^reason\.[a-z0-9][a-z0-9.-]*$/.test(key) && !(key in reasons);
  return (
    <div className="lab-law-picker">
      <label>{say('lab.reason.choose')}{' '}
        <select value={current ?? ''} onChange={(event) => { if (event.target.value === '+') setFresh(''); else if (event.target.value) onSave(event.target.value); }}>
          {current === undefined && <option value="">{say('lab.choose')}</option>}
          {current !== undefined && !(current in reasons) && <option value={current}>{current}</option>}
          <option value="+">{say('lab.reason.new')}</option>
          {Object.entries(reasons).toSorted((a, b) => a[1].localeCompare(b[1])).map(([one, words]) => <option key={one} value={one}>{words}</option>)}
        </select>
      </label>
      {fresh !== undefined && <>
        <Textfield label={say('lab.reason.key')} description={say('lab.reason.key.hint')} prefix="reason." value={fresh} onChange={(event) => setFresh(event.target.value)} />
        <Button data-size="sm" disabled={!sound} onClick={() => onSave(key)}>{say('lab.reason.new')}</Button>
      </>}
    </div>
  );
}

/** The figures of a row: each a name in the sentence, and the step whose value it is. */
function ToldPicker({ row, rulebook, onSave }: { row: LabRow; rulebook: LabRulebook; onSave?: ((told: { name: string; decision: string }[]) => void) | undefined }): ReactNode {
  const [name, setName] = useState('');
  const phrase = usePhrase();
  const { told } = row.reason!;
  return (
    <div className="lab-law-picker">
      {told.length > 0 && <ul className="lab-short">{told.map((one) => (
        <li key={one.name}><code>{`{${one.name}}`}</code> {phrase(one.decision)}{' '}
          {onSave && <button type="button" className="link" onClick={() => onSave(told.filter((other) => other !== one))}>{say('lab.amounts.remove')}<span className="sr"> {one.name}</span></button>}</li>
      ))}</ul>}
      {onSave && <>
        <Textfield data-size="sm" label={say('lab.told.name')} value={name} onChange={(event) => setName(event.target.value)} />
        <label>{say('lab.told.of')}{' '}
          <select value="" disabled={!/^[a-z][A-Za-z0-9]*$/.test(name) || told.some((one) => one.name === name)} onChange={(event) => { if (event.target.value) onSave([...told, { name, decision: event.target.value }]); setName(''); }}>
            <option value="">{say('lab.choose')}</option>
            {rulebook.decisions.filter((one) => one.role === 'step').map((one) => <option key={one.name} value={one.name}>{phrase(one.name)}</option>)}
          </select>
        </label>
      </>}
    </div>
  );
}
