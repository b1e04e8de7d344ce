import { Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { LabDifference } from '../../../../server/src/rule-lab/api.ts';
import { Empty } from '../kit/Page.tsx';
import { hasWord, say } from '../words/say.ts';
import { columnWord } from './AmountsView.tsx';
import { languageName } from './RowMore.tsx';
import { Phrase, usePhrase } from './Phrase.tsx';

/** What two versions differ in, row by row in words, and for which inputs an answer changes. */
export function Difference({ difference }: { difference: LabDifference }): ReactNode {
  const { rows, amounts, answers, other, tests } = difference;
  if (rows.length + amounts.length + answers.length + other.length + tests.length === 0) return <Empty title={say('lab.difference.none')} />;
  return (
    <div className="lab-difference">
      {answers.length > 0 && <section>
        <h2>{say('lab.difference.answers')}</h2>
        <p className="muted">{say('lab.difference.answers.lead')}</p>
        <ul>{answers.map((one, i) => (
          <li key={i}><strong>{one.title}</strong>: {one.when.length === 0 ? say('lab.difference.always') : one.when.map(({ column, is }, j) => <span key={column}>{j > 0 && ', '}<Phrase text={column} />: {is}</span>)} – <del>{one.before}</del> → <ins>{one.after}</ins></li>
        ))}</ul>
      </section>}
      {rows.length > 0 && <section>
        <h2>{say('lab.difference.rows')}</h2>
        {rows.map((one) => <Change key={`${one.decision} ${one.row}`} title={`${one.title}${one.row ? ` · ${one.row}` : ''}`} change={one.change} cells={one.cells} />)}
      </section>}
      {amounts.length > 0 && <section>
        <h2>{say('lab.difference.amounts')}</h2>
        {amounts.map((one) => <Change key={`${one.table} ${one.name}`} title={`${one.table} · ${one.name}`} change={one.change} cells={one.cells} />)}
      </section>}
      {tests.length > 0 && <section><h2>{say('lab.difference.tests')}</h2><ul>{tests.map((one) => <li key={one}><Phrase text={one} /></li>)}</ul></section>}
      {other.length > 0 && <section><h2>{say('lab.difference.other')}</h2><ul>{other.map((one) => <li key={one}>{hasWord(`lab.part.${one}`) ? say(`lab.part.${one}`) : one}</li>)}</ul></section>}
    </div>
  );
}

function cellName(what: string, phrase: (text: string) => string): string {
  if (what === '') return say('lab.formula');
  if (what === '#law') return say('lab.law');
  const [, language] = /^#reason (.+)$/.exec(what) ?? [];
  if (language) return `${say('lab.reason')} (${languageName(language)})`;
  // an answer's column has an arrow before its name
  return what.startsWith('→ ') ? `→ ${phrase(what.slice(2))}` : phrase(columnWord(what));
}

const cellValue = (text: string): string => (text === 'true' ? say('lab.yes') : text === 'false' ? say('lab.no') : text || '–');

function Change({ title, change, cells }: { title: string; change: 'added' | 'removed' | 'changed'; cells: { what: string; before: string; after: string }[] }): ReactNode {
  const phrase = usePhrase();
  return (
    <div className="lab-change">
      <h3>{title} <Tag data-color={change === 'removed' ? 'danger' : change === 'added' ? 'success' : 'info'} data-size="sm">{say(`lab.difference.${change}`)}</Tag></h3>
      <dl>
        {cells.map((cell) => (
          <div key={cell.what}><dt>{cellName(cell.what, phrase)}</dt><dd>{change !== 'added' && <del>{cellValue(cell.before)}</del>}{change === 'changed' && ' → '}{change !== 'removed' && <ins>{cellValue(cell.after)}</ins>}</dd></div>
        ))}
      </dl>
    </div>
  );
}
