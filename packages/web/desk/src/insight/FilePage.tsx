import { Button } from '@digdir/designsystemet-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Page } from '../kit/Page.tsx';
import { say } from '../words/say.ts';
import { csvHead, guessColumns, type CsvHead } from './csv-head.ts';
import { headOf, kindOf, type FileKind } from './file-kind.ts';
import { FileLog, FileMistake } from './file-log.ts';
import type { CsvMapping, OpenedFile } from './file-talk.ts';
import { count } from './format.ts';
import './insight.css';
import { seenAsListed, type PictureSource } from './source.ts';
import { readState, writeState } from './state.ts';
import { Views } from './Views.tsx';

type Stage = { at: 'choose' } | { at: 'map'; file: File; head: CsvHead } | { at: 'reading'; file: File; share: number } | { at: 'open'; file: File; log: FileLog; opened: OpenedFile; no: number } | { at: 'mistake'; file: File; mistake: FileMistake; kind: FileKind; csv?: CsvMapping };

let opening = 0;

/** Any event log, looked at as the authority's own: read in this browser alone, sent nowhere. */
export default function FilePage(): ReactNode {
  const [stage, setStage] = useState<Stage>({ at: 'choose' });
  const held = useRef<FileLog>(undefined);
  useEffect(() => () => held.current?.close(), []);

  const read = (file: File, kind: FileKind, csv?: CsvMapping, lenient = false): void => {
    held.current?.close();
    const log = (held.current = new FileLog());
    setStage({ at: 'reading', file, share: 0 });
    log.onProgress = (share) => setStage((now) => (now.at === 'reading' ? { ...now, share } : now));
    log.ask<'open'>({ do: 'open', file, kind, lenient, ...(csv ? { csv } : {}) }).then(
      (opened) => setStage({ at: 'open', file, log, opened, no: ++opening }),
      (error: unknown) => { if (error instanceof FileMistake) setStage({ at: 'mistake', file, mistake: error, kind, ...(csv ? { csv } : {}) }); },
    );
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const head = await headOf(file), kind = kindOf(head);
    if (kind === 'table') setStage({ at: 'map', file, head: csvHead(head) });
    else read(file, kind);
  };
  const again = (): void => { held.current?.close(); setStage({ at: 'choose' }); };
  return (
    <Page title={say('insight.file.title')} wide over={<Link to={'/insight' as never}>{say('insight.title')}</Link>} actions={stage.at === 'choose' ? undefined : <Button data-size="sm" variant="tertiary" onClick={again}>{say('insight.file.other')}</Button>}>
      {stage.at === 'choose' && <Choose onChoose={(file) => void choose(file)} />}
      {stage.at === 'map' && <Mapping file={stage.file} head={stage.head} onRead={(csv) => read(stage.file, 'table', csv)} />}
      {stage.at === 'reading' && (
        <div className="file-step" role="status">
          <p>{say('insight.file.reading', { name: stage.file.name, share: Math.floor(stage.share * 100) })}</p>
          <progress max={1} value={stage.share} aria-label={say('insight.file.progress')} />
          <Button data-size="sm" variant="secondary" onClick={again}>{say('insight.file.cancel')}</Button>
        </div>
      )}
      {stage.at === 'mistake' && (
        <div className="file-step" role="alert">
          <h2>{say('insight.file.mistake')}</h2>
          <p>{stage.mistake.line ? say('insight.file.line', { line: stage.mistake.line, what: stage.mistake.message.replace(/^line \d+: /, '') }) : stage.mistake.message || say('insight.file.unreadable')}</p>
          <div className="actions"><Button data-size="sm" variant="secondary" onClick={() => read(stage.file, stage.kind, stage.csv, true)}>{say('insight.file.lenient')}</Button></div>
        </div>
      )}
      {stage.at === 'open' && <Opened key={stage.no} file={stage.file} log={stage.log} first={stage.opened} no={stage.no} />}
    </Page>
  );
}

function Choose({ onChoose }: { onChoose(file: File | undefined): void }): ReactNode {
  return (
    <div className="file-step" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); onChoose(event.dataTransfer.files[0]); }}>
      <p>{say('insight.file.what')}</p>
      <label className="file-choose">{say('insight.file.choose')}
        <input type="file" accept=".xes,.gz,.csv,.tsv,.txt,.json,.jsonocel,.xml,.xmlocel,.sqlite,.sqlite3,.db" onChange={(event) => onChoose(event.target.files?.[0])} />
      </label>
      <p className="muted">{say('insight.file.stays')}</p>
    </div>
  );
}

/** Which column of a table is which. */
function Mapping({ file, head, onRead }: { file: File; head: CsvHead; onRead(csv: CsvMapping): void }): ReactNode {
  const [columns, setColumns] = useState(() => guessColumns(head.columns));
  const [dateFormat, setDateFormat] = useState('');
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <form className="file-step" onSubmit={(event) => { event.preventDefault(); onRead({ ...columns, delimiter: head.delimiter, zone, ...(dateFormat ? { dateFormat } : {}) }); }}>
      <h2>{say('insight.file.mapping', { name: file.name })}</h2>
      <div className="filter-forms">
        {(['case', 'activity', 'time'] as const).map((part) => (
          <label key={part}>{say(`insight.file.column.${part}`)}
            <select className="ds-input" data-size="sm" value={columns[part]} onChange={(event) => setColumns({ ...columns, [part]: event.target.value })}>{head.columns.map((one) => <option key={one}>{one}</option>)}</select>
          </label>
        ))}
        <label>{say('insight.file.date-format')}<input className="ds-input" data-size="sm" value={dateFormat} placeholder="yyyy-MM-dd HH:mm" onChange={(event) => setDateFormat(event.target.value)} /></label>
        <label>{say('insight.file.zone')}<input className="ds-input" data-size="sm" value={zone} onChange={(event) => setZone(event.target.value)} /></label>
      </div>
      <div className="twin" tabIndex={0} role="group" aria-label={say('insight.file.sample')}>
        <table className="ds-table" data-size="sm"><thead><tr>{head.columns.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
          <tbody>{head.rows.map((row, i) => <tr key={i}>{head.columns.map((one, c) => <td key={one}>{row[c] ?? ''}</td>)}</tr>)}</tbody></table>
      </div>
      <div className="actions"><Button data-size="sm" type="submit">{say('insight.file.read')}</Button></div>
    </form>
  );
}

function Opened({ file, log, first, no }: { file: File; log: FileLog; first: OpenedFile; no: number }): ReactNode {
  const [opened, setOpened] = useState(first);
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const state = useMemo(() => readState(search), [search]);
  const source = useMemo(() => fileSource(log, opened, no), [log, opened, no]);
  const go = (change: Record<string, string | undefined>): void => void navigate({ search: ((before: Record<string, string>) => ({ ...before, ...change })) as never, replace: 'a' in change || 'p' in change });
  return (
    <>
      <p>{say('insight.file.opened', { name: file.name, cases: count(opened.cases), events: count(opened.events), activities: count(opened.activities) })}</p>
      {opened.skipped.length > 0 && <details><summary>{say('insight.file.skipped', { count: opened.skipped.length })}</summary><ul>{opened.skipped.map((one, i) => <li key={i}>{say('insight.file.line', { line: one.line, what: one.what })}</li>)}</ul></details>}
      {opened.types.length > 1 && (
        <label className="levels">{say('insight.file.type')}
          <select className="ds-input" data-size="sm" value={opened.type} onChange={(event) => void log.ask<'flatten'>({ do: 'flatten', type: event.target.value }).then(setOpened)}>{opened.types.map((one) => <option key={one}>{one}</option>)}</select>
        </label>
      )}
      <Views source={source} state={state} onState={(change) => go(writeState(change))} />
    </>
  );
}

function fileSource(log: FileLog, opened: OpenedFile, no: number): PictureSource {
  return {
    key: ['insight-file', no, opened.type ?? ''],
    stepName: (step) => step, waitingName: (waiting) => waiting, holderName: (holder) => holder,
    places: {}, hasAside: false, zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    attributes: opened.attributes.map((one) => ({ ...one, values: one.values.map(({ value }) => ({ value, name: String(value) })) })),
    // a file does not say which cases are open still, nor what is prescribed
    has: (name) => name !== 'ages' && name !== 'prescribed',
    async look(name, { filters, spots }) {
      const { cases, picture, at } = await log.ask<'look'>({ do: 'look', name, filters, spots });
      return { cases, picture: picture as never, at };
    },
    async cases({ filters, spots }) {
      const { cases, seen } = await log.ask<'cases'>({ do: 'cases', filters, spots, most: 100 });
      return { cases, list: seen.map(seenAsListed) };
    },
  };
}
