import { Button, Field, Label, Select, Table, Tag, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { People as Answer, Skill } from '../../../../server/src/leading/api.ts';
import { del, post, put } from '../api/client.ts';
import { Modal } from '../kit/Modal.tsx';
import { Empty, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { shortDay } from '../kit/time.ts';
import { say, spoken } from '../words/say.ts';
import { useAnswer, useChange } from './useLeading.ts';

type Person = Answer['people'][number];
const path = '/team/people';

/** Who is in the team, what each can take, and when they are away. In the order of the alphabet: nobody is ranked. */
export function People(): ReactNode {
  const { data, error, refetch } = useAnswer<Answer>(path);
  const [chosen, setChosen] = useState<string>();
  const person = data?.people.find((one) => one.staffId === chosen);
  return (
    <section className="picture">
      <h2>{say('leading.people')}</h2>
      <p>{say('leading.people.hint')}</p>
      {error && <ProblemNote error={error} again={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.people.length === 0 && <Empty title={say('leading.people.none')} />}
      {data && data.people.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={say('leading.people')}>
          <Table data-size="sm">
            <Table.Head><Table.Row>
              <Table.HeaderCell scope="col">{say('leading.name')}</Table.HeaderCell><Table.HeaderCell scope="col">{say('leading.skills')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{say('leading.away')}</Table.HeaderCell><Table.HeaderCell scope="col"><span className="sr">{say('leading.change')}</span></Table.HeaderCell>
            </Table.Row></Table.Head>
            <Table.Body>
              {data.people.map((one) => (
                <Table.Row key={one.staffId}>
                  <Table.HeaderCell scope="row">{one.name}</Table.HeaderCell>
                  <Table.Cell>{one.skills.length === 0 ? <span className="muted">{say('leading.skills.all')}</span> : <span className="tags">{one.skills.map((skill) => <Tag key={skillKey(skill)} data-size="sm" data-color="neutral">{skillText(skill, data)}</Tag>)}</span>}</Table.Cell>
                  <Table.Cell>{one.away.length === 0 ? '–' : one.away.map((days) => awayText(days)).join(', ')}</Table.Cell>
                  <Table.Cell><Button variant="tertiary" data-size="sm" onClick={() => setChosen(one.staffId)}>{say('leading.change')}<span className="sr"> {one.name}</span></Button></Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      <Modal open={person !== undefined} onClose={() => setChosen(undefined)} title={person?.name ?? ''}>
        {person && data && <><Skills key={person.staffId} person={person} answer={data} onDone={() => setChosen(undefined)} /><Away person={person} /></>}
      </Modal>
    </section>
  );
}

const skillKey = ({ service, kind, language }: Skill): string => `${service} ${kind ?? ''} ${language ?? ''}`;
const awayText = ({ fromDay, toDay }: { fromDay: string; toDay: string }): string => (fromDay === toDay ? shortDay(fromDay) : `${shortDay(fromDay)} – ${shortDay(toDay)}`);
const languageName = (code: string): string => new Intl.DisplayNames(spoken().language, { type: 'language' }).of(code) ?? code;

function skillText({ service, kind, level, language }: Skill, { services }: Answer): string {
  const found = services.find((one) => one.id === service);
  const kindName = found?.kinds.find((one) => one.id === kind)?.name;
  return [[found?.name ?? service, kindName, language && languageName(language)].filter(Boolean).join(', '), say('leading.level', { level })].join(' · ');
}

/** What a colleague can take, as a list to add to and take from; kept when saved. */
function Skills({ person, answer, onDone }: { person: Person; answer: Answer; onDone(): void }): ReactNode {
  const { busy, change } = useChange<Answer>(path);
  const [skills, setSkills] = useState(person.skills);
  const [next, setNext] = useState<Skill>({ service: answer.services[0]?.id ?? '', kind: null, level: 2, language: null });
  const service = answer.services.find((one) => one.id === next.service);
  const save = async (): Promise<void> => {
    if (await change(() => put<Answer>(`${path}/${person.staffId}/skills`, { skills }), say('leading.skills.saved'))) onDone();
  };
  return (
    <section>
      <h3>{say('leading.skills')}</h3>
      {skills.length === 0 ? <p className="muted">{say('leading.skills.all')}</p> : (
        <ul className="plain">
          {skills.map((skill) => <li key={skillKey(skill)}>{skillText(skill, answer)} <Button variant="tertiary" data-size="sm" onClick={() => setSkills(skills.filter((one) => one !== skill))}>{say('leading.remove')}<span className="sr"> {skillText(skill, answer)}</span></Button></li>)}
        </ul>
      )}
      <div className="fields">
        <Pick id="skill-service" label={say('leading.service')} value={next.service} options={answer.services.map(({ id, name }) => [id, name])} onChange={(value) => setNext({ ...next, service: value, kind: null })} />
        {service && service.kinds.length > 0 && <Pick id="skill-kind" label={say('leading.kind')} value={next.kind ?? ''} options={[['', say('leading.kind.all')], ...service.kinds.map(({ id, name }): [string, string] => [id, name])]} onChange={(value) => setNext({ ...next, kind: value || null })} />}
        <Pick id="skill-level" label={say('leading.complexity')} value={String(next.level)} options={([1, 2, 3] as const).map((level) => [String(level), say(`leading.complexity.${level}`)])} onChange={(value) => setNext({ ...next, level: Number(value) as Skill['level'] })} />
        <Pick id="skill-language" label={say('leading.language')} value={next.language ?? ''} options={[['', say('leading.language.any')], ...answer.languages.map((code): [string, string] => [code, languageName(code)])]} onChange={(value) => setNext({ ...next, language: value || null })} />
      </div>
      <div className="actions">
        <Button variant="secondary" data-size="sm" disabled={!next.service} onClick={() => setSkills([...skills.filter((one) => skillKey(one) !== skillKey(next)), next])}>{say('leading.skills.add')}</Button>
        <Button data-size="sm" disabled={busy} onClick={() => void save()}>{say('shell.save')}</Button>
      </div>
    </section>
  );
}

function Pick({ id, label, value, options, onChange }: { id: string; label: string; value: string; options: [string, string][]; onChange(value: string): void }): ReactNode {
  return (
    <Field data-size="sm"><Label htmlFor={id}>{label}</Label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>{options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}</Select>
    </Field>
  );
}

/** Days away. Nobody is asked why. */
function Away({ person }: { person: Person }): ReactNode {
  const { busy, change } = useChange<Answer>(path);
  const [fromDay, setFrom] = useState('');
  const [toDay, setTo] = useState('');
  const add = async (): Promise<void> => {
    if (await change(() => post<Answer>('/team/absences', { staffId: person.staffId, fromDay, toDay }), say('leading.away.saved'))) { setFrom(''); setTo(''); }
  };
  return (
    <section>
      <h3>{say('leading.away')}</h3>
      <p className="muted">{say('leading.away.hint')}</p>
      <ul className="plain">
        {person.away.map((days) => <li key={days.id}>{awayText(days)} <Button variant="tertiary" data-size="sm" disabled={busy} onClick={() => void change(() => del<Answer>(`/team/absences/${days.id}`))}>{say('leading.remove')}<span className="sr"> {awayText(days)}</span></Button></li>)}
      </ul>
      <form className="fields" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <Textfield data-size="sm" type="date" required label={say('leading.from')} value={fromDay} onChange={(event) => setFrom(event.target.value)} />
        <Textfield data-size="sm" type="date" required min={fromDay} label={say('leading.to')} value={toDay} onChange={(event) => setTo(event.target.value)} />
        <Button type="submit" variant="secondary" data-size="sm" disabled={busy || !fromDay || !toDay}>{say('leading.away.add')}</Button>
      </form>
    </section>
  );
}
