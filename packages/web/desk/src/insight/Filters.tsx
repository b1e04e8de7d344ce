import { Button } from '@digdir/designsystemet-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Filter, Spot } from '../../../../mining/src/index.ts';
import { Icon } from '../kit/Icon.tsx';
import { toast } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { filterWords, keyName, spotWords } from './filter-words.ts';
import { count } from './format.ts';
import type { PictureSource } from './source.ts';

/** What is chosen, as chips that can be taken away; how many cases are left, always; and a way to choose more. */
export function Filters({ source, filters, spots, cases, onFilters, onSpots, onUndo, onClear, aside, onAside }: {
  source: PictureSource; filters: readonly Filter[]; spots: readonly Spot[]; cases: number | undefined; onFilters(filters: Filter[]): void; onSpots(spots: Spot[]): void; onUndo(): void; onClear(): void; aside: boolean; onAside(all: boolean): void;
}): ReactNode {
  return (
    <section className="filters" aria-label={say('insight.filters')}>
      <p className="n" role="status">{cases === undefined ? say('insight.counting') : say('insight.n', { cases: count(cases) })}</p>
      <ul className="chips">
        {filters.map((filter, i) => (
          <li key={i}><button type="button" className="chip" onClick={() => onFilters(filters.filter((_, other) => other !== i))}>
            <span>{filterWords(filter, source)}</span><Icon name="close" label={say('insight.filter.remove')} />
          </button></li>
        ))}
        {spots.map((spot, i) => (
          <li key={`spot ${i}`}><button type="button" className="chip" onClick={() => onSpots(spots.filter((_, other) => other !== i))}>
            <span>{spotWords(spot, source)}</span><Icon name="close" label={say('insight.filter.remove')} />
          </button></li>
        ))}
      </ul>
      {filters.length + spots.length > 0 && <Button data-size="sm" variant="tertiary" onClick={onUndo}>{say('insight.filter.undo')}</Button>}
      {filters.length + spots.length > 1 && <Button data-size="sm" variant="tertiary" onClick={onClear}>{say('insight.filter.none')}</Button>}
      <CopyLink />
      {source.hasAside && <label className="check"><input type="checkbox" checked={aside} onChange={(event) => onAside(event.target.checked)} /> {say('insight.aside')}</label>}
      <details className="more-filters">
        <summary>{say('insight.filter.more')}</summary>
        <div className="filter-forms">
          <ByAttribute source={source} onAdd={(filter) => onFilters([...filters, filter])} />
          <ByTime onAdd={(filter) => onFilters([...filters, filter])} />
          <ByDuration onAdd={(filter) => onFilters([...filters, filter])} />
        </div>
      </details>
    </section>
  );
}

/** The address of what is seen, for a colleague: it shows them as much of it as they may see. */
function CopyLink(): ReactNode {
  const copy = (): void => void navigator.clipboard.writeText(location.href).then(
    () => toast(say('insight.link.copied')),
    () => toast(say('insight.link.not'), { tone: 'warning', more: location.href }),
  );
  return <Button data-size="sm" variant="tertiary" onClick={copy}>{say('insight.link.copy')}</Button>;
}

function ByAttribute({ source, onAdd }: { source: PictureSource; onAdd(filter: Filter): void }): ReactNode {
  const [chosen, setChosen] = useState(0);
  const attribute = source.attributes[chosen] ?? source.attributes[0];
  const [value, setValue] = useState(0);
  if (!attribute) return null;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const one = attribute.values[value] ?? attribute.values[0]!;
    onAdd({ filter: 'attribute', of: attribute.of, key: attribute.key, is: [one.value] });
  };
  return (
    <form onSubmit={add}>
      <label>{say('insight.filter.attribute')}<select className="ds-input" data-size="sm" value={chosen} onChange={(event) => { setChosen(Number(event.target.value)); setValue(0); }}>{source.attributes.map((one, i) => <option key={`${one.of} ${one.key}`} value={i}>{keyName(one.key)}</option>)}</select></label>
      <label>{say('insight.filter.value')}<select className="ds-input" data-size="sm" value={value} onChange={(event) => setValue(Number(event.target.value))}>{attribute.values.map((one, i) => <option key={String(one.value)} value={i}>{one.name}</option>)}</select></label>
      <Button data-size="sm" variant="secondary" type="submit">{say('insight.filter.add')}</Button>
    </form>
  );
}

function ByTime({ onAdd }: { onAdd(filter: Filter): void }): ReactNode {
  const [from, setFrom] = useState(''), [to, setTo] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!from && !to) return;
    // the day after the last: a filter's end is not in it
    const end = to ? new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString() : undefined;
    onAdd({ filter: 'time', how: 'started', ...(from ? { from: `${from}T00:00:00Z` } : {}), ...(end ? { to: end } : {}) });
  };
  return (
    <form onSubmit={add}>
      <label>{say('insight.filter.from')}<input className="ds-input" data-size="sm" type="date" value={from} onChange={(event) => setFrom(event.target.value)} /></label>
      <label>{say('insight.filter.to')}<input className="ds-input" data-size="sm" type="date" value={to} onChange={(event) => setTo(event.target.value)} /></label>
      <Button data-size="sm" variant="secondary" type="submit">{say('insight.filter.add')}</Button>
    </form>
  );
}

function ByDuration({ onAdd }: { onAdd(filter: Filter): void }): ReactNode {
  const [days, setDays] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const least = Number(days);
    if (days !== '' && least >= 0) onAdd({ filter: 'performance', measure: 'throughput', min: least * 86_400_000 });
  };
  return (
    <form onSubmit={add}>
      <label>{say('insight.filter.days')}<input className="ds-input" data-size="sm" type="number" min={0} inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} /></label>
      <Button data-size="sm" variant="secondary" type="submit">{say('insight.filter.add')}</Button>
    </form>
  );
}
