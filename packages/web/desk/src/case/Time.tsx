import { Button, Tag } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { CaseAnswer } from '../../../../server/src/desk-case/api.ts';
import { dayText, momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import type { CaseActs } from './acts.ts';

/** The clocks of the law in this case, and what an officer may do with them; then all that has happened. */
export function Time({ found, acts }: { found: CaseAnswer; acts: CaseActs }): ReactNode {
  return (
    <>
      {found.conclude && <Texts name="case.conclude" lead={say('case.conclude.lead', { day: momentText(found.conclude.askedAt), by: found.conclude.answerBy ? dayText(found.conclude.answerBy) : '–' })} texts={found.conclude.texts} onSign={(texts) => acts.do('refuse-to-conclude', { texts })} />}
      {found.notice && <Texts name="case.notice" lead={say('case.notice.lead', { day: dayText(found.notice.due) })} texts={found.notice.texts} expectedBy={found.notice.expectedBy} onSign={(texts, expectedBy) => acts.do('delay-notice', { texts, expectedBy })} />}
      {found.clocks.length > 0 && (
        <section>
          <h3>{say('case.clocks')}</h3>
          <ul className="clocks">{found.clocks.map((one) => <li key={one.label}><span>{one.label}</span> <strong>{dayText(one.on)}</strong> {one.passed && <Tag data-size="sm" data-color="danger">{say('case.passed')}</Tag>}{one.pausedBy && <span className="muted"> {say('case.paused', { why: one.pausedBy })}</span>}{one.extendedBecause && <span className="muted"> {one.extendedBecause}</span>}</li>)}</ul>
        </section>
      )}
      {found.extend.map((one) => <Extend key={one.deadline} {...one} acts={acts} />)}
      <section>
        <h3>{say('case.timeline')}</h3>
        <ol className="timeline">{found.timeline.map((one, at) => <li key={at}><span>{one.what}</span> <span className="muted">{one.by}, {momentText(one.at)}</span></li>)}</ol>
      </section>
    </>
  );
}

function Extend({ deadline, label, days, acts }: CaseAnswer['extend'][number] & { acts: CaseActs }): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <details>
      <summary>{say('case.extend', { label, days })}</summary>
      <form className="write" onSubmit={(event) => { event.preventDefault(); void acts.do('extend', { deadline, reason }); }}>
        <label><span>{say('case.extend.reason')}</span><textarea className="ds-input" rows={2} required value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        <div className="actions"><Button type="submit" data-size="sm" variant="secondary">{say('case.extend.do')}</Button></div>
      </form>
    </details>
  );
}

/** A text prepared from the case, in each language, to be edited and signed. */
function Texts({ name, lead, texts, expectedBy, onSign }: { name: string; lead: string; texts: { language: string; text: string }[]; expectedBy?: string; onSign(texts: Record<string, string>, expectedBy: string): void }): ReactNode {
  const [written, setWritten] = useState(() => Object.fromEntries(texts.map((one) => [one.language, one.text])));
  const [day, setDay] = useState(expectedBy ?? '');
  return (
    <section className="signing">
      <h3>{say(name)}</h3>
      <p>{lead}</p>
      <form className="write" onSubmit={(event) => { event.preventDefault(); onSign(written, day); }}>
        {texts.map(({ language }) => <label key={language}><span>{say('case.text-in', { language })}</span><textarea className="ds-input" rows={6} required lang={language} dir="auto" value={written[language]} onChange={(event) => setWritten({ ...written, [language]: event.target.value })} /></label>)}
        {expectedBy !== undefined && <label><span>{say('case.notice.expected')}</span><input className="ds-input" type="date" required value={day} onChange={(event) => setDay(event.target.value)} /></label>}
        <div className="actions"><Button type="submit" data-size="sm">{say(`${name}.sign`)}</Button></div>
      </form>
    </section>
  );
}
