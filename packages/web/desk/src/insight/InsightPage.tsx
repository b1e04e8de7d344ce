import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { InsightSetting, Level } from '../../../../server/src/insight/api.ts';
import { get } from '../api/client.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { say } from '../words/say.ts';
import './insight.css';
import { exportHref, ownSource } from './own-source.ts';
import { readState, writeState } from './state.ts';
import { Views } from './Views.tsx';

/** The authority's own map. Level, unit, service, picture, filters and sliders all stand in the address. */
export default function InsightPage(): ReactNode {
  const { data: setting, error, refetch } = useQuery({ queryKey: ['insight', 'setting'], queryFn: ({ signal }) => get<InsightSetting>('/insight/setting', { signal }), staleTime: 60_000 });
  return (
    <Page title={say('insight.title')} wide actions={<Link to={'/insight/file' as never} className="ds-button" data-variant="tertiary" data-size="sm">{say('insight.file.open')}</Link>}>
      {error && !setting && <ProblemNote error={error} again={() => void refetch()} />}
      {!setting && !error && <Skeleton lines={8} />}
      {setting && <Levels setting={setting} />}
    </Page>
  );
}

function Levels({ setting }: { setting: InsightSetting }): ReactNode {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const level = setting.levels.find((one) => one === search['level']) ?? setting.levels[0]!;
  const unit = level === 'unit' || level === 'team' ? setting.units.find((one) => one.id === search['unit'])?.id ?? setting.units[0]?.id : undefined;
  const services = setting.services.filter((one) => unit === undefined || one.unit === unit);
  // one process has one map: only the whole authority begins with all of them together, and a unit whose teams are too small to be told apart
  const service = search['service'] === 'all' && level !== 'team' ? undefined : services.find((one) => one.id === search['service'])?.id ?? (level === 'authority' ? undefined : services.find((one) => level === 'own' || one.told)?.id ?? (level === 'team' ? services[0]?.id : undefined));
  const place = useMemo(() => ({ level, unit, service }), [level, unit, service]);
  const source = useMemo(() => ownSource(setting, place), [setting, place]);
  const state = useMemo(() => readState(search), [search]);
  const go = (change: Record<string, string | undefined>): void => void navigate({ search: ((before: Record<string, string>) => ({ ...before, ...change })) as never, replace: 'a' in change || 'p' in change });
  return (
    <>
      <div className="levels">
        <nav aria-label={say('insight.levels')}>
          <ol className="level-row">
            {setting.levels.map((one: Level) => <li key={one}><button type="button" aria-current={one === level ? 'true' : undefined} onClick={() => go({ level: one, f: undefined, s: undefined })}>{say(`insight.level.${one}`)}</button></li>)}
          </ol>
        </nav>
        {unit !== undefined && (setting.units.length > 1
          ? <label>{say('insight.unit')}<select className="ds-input" data-size="sm" value={unit} onChange={(event) => go({ unit: event.target.value, service: undefined, f: undefined, s: undefined })}>{setting.units.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></label>
          : <p className="muted">{setting.units[0]!.name}</p>)}
        <label>{say('insight.service')}<select className="ds-input" data-size="sm" value={service ?? 'all'} onChange={(event) => go({ service: event.target.value, f: undefined, s: undefined })}>
          {level !== 'team' && <option value="all">{say('insight.service.all')}</option>}
          {services.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select></label>
      </div>
      <Views source={source} state={state} onState={(change) => go(writeState(change))} />
      {setting.mayExport && (level === 'authority' || level === 'unit') && (
        <section className="export" aria-labelledby="insight-export">
          <h2 id="insight-export">{say('insight.export')}</h2>
          <p className="muted">{say('insight.export.what')}</p>
          <div className="actions">
            <a className="ds-button" data-variant="secondary" data-size="sm" href={exportHref(place, state, 'xes')} download>{say('insight.export.xes')}</a>
            <a className="ds-button" data-variant="secondary" data-size="sm" href={exportHref(place, state, 'ocel')} download>{say('insight.export.ocel')}</a>
          </div>
        </section>
      )}
    </>
  );
}
