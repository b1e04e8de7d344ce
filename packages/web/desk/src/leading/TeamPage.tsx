import { Table, Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { Team } from '../../../../server/src/leading/api.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { AgePyramid } from './charts/AgePyramid.tsx';
import { FlowChart } from './charts/FlowChart.tsx';
import { HandOut } from './HandOut.tsx';
import './leading.css';
import { People } from './People.tsx';
import { number } from './text.ts';
import { useAnswer } from './useLeading.ts';

/** A team's stock and work; its people, and how its cases are handed out. */
export default function TeamPage(): ReactNode {
  const me = useMe();
  const { data: team, error, refetch } = useAnswer<Team>('/team');
  const leads = me.roles.includes('leader');
  return (
    <Page title={say('leading.team')} over={team?.unit.name ?? me.unit.name} wide>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !team ? <Skeleton lines={8} /> : <Figures team={team} />}
      {leads && <div className="halves"><People /><HandOut /></div>}
    </Page>
  );
}

function Figures({ team }: { team: Team }): ReactNode {
  const { stock, flow } = team;
  return (
    <>
      <dl className="numbers">
        {([['open', stock.cases], ...stock.holders.map(({ holder, cases }) => [`holder.${holder}`, cases] as const)] as const).map(([word, value]) => (
          <div key={word}><dt>{say(`leading.${word}`)}</dt><dd>{number(value)}</dd></div>
        ))}
      </dl>
      <div className="halves">
        {stock.cases > 0 ? <AgePyramid stock={stock} /> : <Empty title={say('leading.stock.none')} />}
        {stock.cases > 0 && <Reasons stock={stock} />}
      </div>
      <div className="halves">
        {flow.services.length > 0 ? <FlowChart flow={flow} /> : <Empty title={say('leading.flow.none')} />}
        {flow.services.length > 0 && <Services flow={flow} />}
      </div>
      <p className="muted">{say('leading.as-of', { at: momentText(team.asOf) })}</p>
    </>
  );
}

function Reasons({ stock }: { stock: Team['stock'] }): ReactNode {
  const most = stock.reasons[0]?.cases ?? 1;
  const oldFrom = stock.steps.findIndex((step) => step.from >= 90);
  return (
    <section className="picture">
      <h2>{say('leading.reasons')}</h2>
      <p>{say('leading.reasons.sentence', { reason: stock.reasons[0]!.text.replace(/\.$/, ''), cases: most })}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('leading.reasons')}>
        <Table data-size="sm">
          <Table.Head><Table.Row>
            <Table.HeaderCell scope="col">{say('leading.reason')}</Table.HeaderCell><Table.HeaderCell scope="col">{say('leading.holder')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="number">{say('leading.cases')}</Table.HeaderCell><Table.HeaderCell scope="col" className="number">{say('leading.old')}</Table.HeaderCell>
          </Table.Row></Table.Head>
          <Table.Body>
            {stock.reasons.map((reason) => (
              <Table.Row key={`${reason.reason} ${reason.holder}`}>
                <Table.HeaderCell scope="row">{reason.text}<span className={`share mark-${reason.holder}`} style={{ inlineSize: `${(100 * reason.cases) / most}%` }} /></Table.HeaderCell>
                <Table.Cell>{say(`leading.with.${reason.holder}`)}</Table.Cell>
                <Table.Cell className="number">{number(reason.cases)}</Table.Cell>
                <Table.Cell className="number">{number(reason.byStep.slice(oldFrom).reduce((sum, one) => sum + one, 0))}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </section>
  );
}

function Services({ flow }: { flow: Team['flow'] }): ReactNode {
  return (
    <section className="picture">
      <h2>{say('leading.services')}</h2>
      <p>{say('leading.services.hint', { fewest: flow.fewest })}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('leading.services')}>
        <Table data-size="sm">
          <Table.Head><Table.Row>
            {['service', 'came', 'col.robot', 'col.officers', 'col.left'].map((word, index) => <Table.HeaderCell key={word} scope="col" className={index ? 'number' : ''}>{say(`leading.${word}`)}</Table.HeaderCell>)}
          </Table.Row></Table.Head>
          <Table.Body>
            {flow.services.map((one) => (
              <Table.Row key={one.name}>
                <Table.HeaderCell scope="row">{one.name}</Table.HeaderCell>
                <Table.Cell className="number">{number(one.came)}</Table.Cell><Table.Cell className="number">{number(one.robot)}</Table.Cell>
                <Table.Cell className="number">{one.officers === null ? <Tag data-size="sm" data-color="neutral">{say('leading.few', { fewest: flow.fewest })}</Tag> : number(one.officers)}</Table.Cell>
                <Table.Cell className="number">{number(one.left)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </section>
  );
}
