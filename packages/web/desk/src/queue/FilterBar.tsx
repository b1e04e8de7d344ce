import { Button, Textfield } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Filters, List } from '../../../../server/src/queue/api.ts';
import { post } from '../api/client.ts';
import { useKeys } from '../keys/keys.ts';
import { Modal } from '../kit/Modal.tsx';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { orders, queryOf, switches, type Filter, type FilterName } from './filter.ts';

/** The filters of a list. Every choice is in the address, so that a list can be shared, kept and come back to. */
export function FilterBar({ filter, labels }: { filter: Filter; labels: List['labels'] | undefined }): ReactNode {
  const navigate = useNavigate();
  const text = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDetailsElement>(null);
  const set = (name: FilterName, value: string): void => void navigate({ to: '/queue', search: { ...filter, [name]: value || undefined } as never, replace: true });
  const [typed, setTyped] = useState(filter.q ?? '');
  useEffect(() => setTyped(filter.q ?? ''), [filter.q]);
  useEffect(() => {
    if (typed === (filter.q ?? '')) return;
    const timer = setTimeout(() => set('q', typed.trim()), 250);
    return () => clearTimeout(timer);
  });
  // open where there is room, closed on a phone until asked for
  useEffect(() => { if (box.current) box.current.open = matchMedia('(min-width: 48rem)').matches; }, []);
  useKeys([{ keys: 'f', word: 'queue.filter.text', group: 'shell.keys.list', run: () => { if (box.current) box.current.open = true; text.current?.focus(); text.current?.select(); } }]);
  const chosen = Object.keys(filter).filter((name) => name !== 'sort').length;
  const select = (name: FilterName, choices: Record<string, string> | undefined, first?: string): ReactNode => (
    <label>{say(`queue.filter.${name}`)}
      <select className="ds-input" value={filter[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
        <option value="">{first ?? say('queue.filter.all')}</option>
        {Object.entries(choices ?? {}).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
  const kinds = Object.fromEntries(Object.entries(labels?.holder ?? {}).filter(([kind]) => !kind.includes('/')));
  return (
    <details className="queue-filters" ref={box}>
      <summary>{say('queue.filters')}{chosen > 0 && ` (${chosen})`}</summary>
      <div className="queue-fields">
        <label>{say('queue.filter.text')}
          <input ref={text} id="queue-text" className="ds-input" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }} />
        </label>
        {select('service', labels?.service)}
        {select('waiting', labels?.reason)}
        {select('holder', kinds)}
        {select('phase', labels?.phase)}
        {Object.keys(labels?.unit ?? {}).length > 1 && select('unit', labels?.unit)}
        <label>{say('queue.filter.sort')}
          <select className="ds-input" value={filter.sort ?? 'since'} onChange={(event) => set('sort', event.target.value === 'since' ? '' : event.target.value)}>
            {orders.map((one) => <option key={one} value={one}>{say(`queue.sort.${one}`)}</option>)}
          </select>
        </label>
        <fieldset className="choice">
          <legend className="sr">{say('queue.only')}</legend>
          {switches.map((name) => (
            <label key={name}><input type="checkbox" checked={filter[name] === '1'} onChange={(event) => set(name, event.target.checked ? '1' : '')} /><span>{say(`queue.list.${name}`)}</span></label>
          ))}
        </fieldset>
        <div className="actions">
          {chosen > 0 && <Button data-size="sm" variant="tertiary" onClick={() => void navigate({ to: '/queue', search: {} as never })}>{say('queue.filter.none')}</Button>}
          {Object.keys(filter).length > 0 && <KeepFilter filter={filter} />}
        </div>
      </div>
    </details>
  );
}

/** Keeps the list as it is under a name, for oneself or for the unit. */
function KeepFilter({ filter }: { filter: Filter }): ReactNode {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const keep = async (): Promise<void> => {
    try {
      client.setQueryData(['filters'], await post<Filters>('/filters', { name: name.trim(), query: queryOf(filter), shared }));
      toast(say('queue.kept', { name: name.trim() }));
      setOpen(false);
      setName('');
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <>
      <Button data-size="sm" variant="secondary" onClick={() => setOpen(true)}>{say('queue.keep')}</Button>
      <Modal open={open} onClose={() => setOpen(false)} title={say('queue.keep')}>
        <form onSubmit={(event) => { event.preventDefault(); void keep(); }}>
          <Textfield id="filter-name" required autoFocus label={say('queue.keep.name')} description={say('queue.keep.what')} value={name} onChange={(event) => setName(event.target.value)} maxLength={100} />
          <label className="check"><input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} /> {say('queue.keep.shared')}</label>
          <div className="actions"><Button type="submit" disabled={!name.trim()}>{say('shell.save')}</Button><Button type="button" variant="tertiary" onClick={() => setOpen(false)}>{say('shell.cancel')}</Button></div>
        </form>
      </Modal>
    </>
  );
}
