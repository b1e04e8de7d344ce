import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Tag } from '@digdir/designsystemet-react';
import { useCallback, useState, type ReactNode } from 'react';
import type { CaseAnswer, Choice, ClaimAnswer, FactAnswer, PlaceAnswer, Review } from '../../../../server/src/desk-case/api.ts';
import { GlassBar, Opening, Shut } from '../access/Opening.tsx';
import { ApiProblem } from '../api/problem.ts';
import { useKeys } from '../keys/keys.ts';
import { announce } from '../kit/announce.ts';
import { useCommands } from '../kit/commands.ts';
import { Icon } from '../kit/Icon.tsx';
import { Page, Skeleton } from '../kit/Page.tsx';
import { dayText, momentText } from '../kit/time.ts';
import { toast } from '../kit/toasts.ts';
import { HandOver } from '../together/HandOver.tsx';
import { LeaseBar } from '../together/LeaseBar.tsx';
import { Notes } from '../together/Notes.tsx';
import { Snooze } from '../together/Snooze.tsx';
import { say } from '../words/say.ts';
import { acceptedText, useCase, useCaseActs, type CaseActs } from './acts.ts';
import { AssessmentPane } from './AssessmentPane.tsx';
import './case.css';
import { Decide } from './Decide.tsx';
import { useDraft, useKeptChoice } from './draft.ts';
import { DocumentPane } from './DocumentPane.tsx';
import { FactsPane } from './FactsPane.tsx';
import { afterSettled, allFacts, neighbour, openFacts } from './order.ts';
import { Panes, type PaneName } from './Panes.tsx';
import { RecordFact } from './RecordFact.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import { Appeal, Decision, Proposal } from './Settled.tsx';
import { Talk } from './Talk.tsx';
import { Time } from './Time.tsx';

/** A case: what is known, where it is seen, what the rules make of it, and the decision. */
export default function CasePage(): ReactNode {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  return <Opening key={caseId} caseId={caseId}><Opened caseId={caseId} /></Opening>;
}

function Opened({ caseId }: { caseId: string }): ReactNode {
  const { data, error, refetch } = useCase(caseId);
  if (!data) return <Page title={say('case.title')}>{error ? <Shut caseId={caseId} error={error} again={refetch} /> : <Skeleton lines={10} />}</Page>;
  return <Open key={caseId} found={data} />;
}

/** What is being sent: looked at once more first. */
interface Looking { kind: 'decide' | 'approve'; choice?: Choice; review: Review }
const tabs = ['assessment', 'talk', 'time', 'notes'] as const;
type Tab = (typeof tabs)[number];

function Open({ found }: { found: CaseAnswer }): ReactNode {
  const acts = useCaseActs(found.id);
  const navigate = useNavigate();
  const [selected, setSelected] = useState<string | undefined>(() => openFacts(found)[0]?.key);
  const [place, setPlace] = useState<PlaceAnswer | undefined>(() => placeOf(openFacts(found)[0]));
  // which part one is in stands in the address: whoever comes back from the login is where they were
  const asked = (useSearch({ strict: false }) as { tab?: string }).tab;
  const tab = tabs.find((one) => one === asked) ?? 'assessment';
  const setTab = (next: Tab): void => void navigate({ to: '.', search: (next === 'assessment' ? {} : { tab: next }) as never, replace: true, resetScroll: false });
  const [pane, setPane] = useState<PaneName>(asked ? 'assessment' : 'facts');
  const [choice, setChoice] = useKeptChoice(found.id);
  const [deciding, setDeciding] = useState(choice !== undefined && found.may.decide);
  const [recording, setRecording] = useState(false);
  const words = useDraft(found.id, 'decision');
  const { looking, setLooking, problem, setProblem, sending, look, send } = useLooking(found, acts, (sent) => {
    setDeciding(false);
    setChoice(undefined);
    setTab('assessment');
    if (sent) words.sent();
  });

  const select = useCallback((key: string | undefined): void => {
    setSelected((before) => (before === key ? undefined : key));
    const shown = placeOf(allFacts(found).find((one) => one.key === key));
    if (shown) setPlace(shown);
  }, [found]);
  const settle = async (fact: FactAnswer, claim: { id: string; value: string; because: string }): Promise<void> => {
    const done = await acts.undoable(acceptedText(fact.label, claim.value), { path: 'facts/settle', body: { fact: fact.key, claim: claim.id, because: claim.because } }, (now) => (
      { path: 'facts/reopen', body: { settled: now && allFacts(now).find((one) => one.key === fact.key)?.reopen || '' } }));
    if (!done) return;
    const next = afterSettled(openFacts(found).map((one) => one.key), fact.key);
    setSelected(next);
    const shown = placeOf(allFacts(found).find((one) => one.key === next));
    if (shown) setPlace(shown);
    if (!next) announce(say('case.facts.agree'));
  };
  const accept = (fact: FactAnswer | undefined): void => {
    if (fact?.proposed && found.may.settle) void settle(fact, { id: fact.proposed.claim, value: fact.proposed.value, because: fact.proposed.why });
  };
  const current = allFacts(found).find((one) => one.key === selected);
  const decide = (): void => {
    setProblem(undefined);
    if (found.proposal?.mayApprove) return void look({ kind: 'approve' });
    if (!found.may.decide) return;
    setTab('assessment');
    setPane('assessment');
    setDeciding(true);
  };
  const idle = (): boolean => !looking && !deciding;
  const step = (by: 1 | -1): void => {
    const keys = allFacts(found).map((one) => one.key);
    const next = neighbour(keys, selected, by);
    if (next === undefined || next === selected) return;
    setPane('facts');
    setSelected(next);
    const shown = placeOf(allFacts(found).find((one) => one.key === next));
    if (shown) setPlace(shown);
  };
  useKeys([
    { keys: 'j', word: 'case.key.next', group: 'shell.keys.case', run: () => step(1), when: idle },
    { keys: 'k', word: 'case.key.before', group: 'shell.keys.case', run: () => step(-1), when: idle },
    { keys: 'Enter', word: 'case.key.accept', group: 'shell.keys.case', run: () => accept(current), when: () => idle() && current?.proposed !== undefined && found.may.settle },
    { keys: 'd', word: 'case.key.decide', group: 'shell.keys.case', run: decide, when: () => idle() && (found.may.decide || found.proposal?.mayApprove === true) },
    { keys: 'u', word: 'case.record', group: 'shell.keys.case', run: () => setRecording(true), when: () => idle() && found.recordable.length > 0 },
    { keys: 'a', word: 'case.tab.assessment', group: 'shell.keys.case', run: () => { setTab('assessment'); setPane('assessment'); }, when: idle },
    { keys: 'm', word: 'case.tab.talk', group: 'shell.keys.case', run: () => { setTab('talk'); setPane('assessment'); }, when: idle },
    { keys: 't', word: 'case.tab.time', group: 'shell.keys.case', run: () => { setTab('time'); setPane('assessment'); }, when: idle },
    { keys: 'n', word: 'case.tab.notes', group: 'shell.keys.case', run: () => { setTab('notes'); setPane('assessment'); }, when: idle },
  ]);
  useCommands([{ id: 'looks', word: 'access.looks', icon: 'eye', run: () => void navigate({ to: `/cases/${found.id}/looks` }) }, { id: 'protection', word: 'access.protection', icon: 'shield', run: () => void navigate({ to: `/cases/${found.id}/protection` }) }, { id: 'light-desk', word: 'case.light', run: () => location.assign(found.light) }, { id: 'cases', word: 'shell.home', run: () => void navigate({ to: '/' }) }]);

  const applicant = found.parties.find((one) => one.applicant)?.name || say('case.unnamed');
  const proposalNote = found.proposal?.note;
  return (
    <Page title={`${found.number} ${applicant}`} over={`${found.service} · ${found.parties.map((one) => `${one.name || say('case.unnamed')} (${one.role})`).join(', ')}`} wide actions={<HeadActs found={found} acts={acts} onDecide={decide} deciding={deciding || looking !== undefined} />}>
      <GlassBar caseId={found.id} />
      <RecordFact found={found} acts={acts} open={recording} onClose={() => setRecording(false)} />
      <div className="case">
        <div className="case-strip">
          <Head found={found} />
          {found.phase.code !== 'closed' && <LeaseBar caseId={found.id} />}
        </div>
        {looking ? (
          <ReviewPanel
            title={say(looking.review.second ? 'case.review.proposal' : looking.kind === 'approve' ? 'case.review.approval' : 'case.review.title')}
            outcome={looking.choice?.outcome ?? found.proposal?.outcome ?? 'granted'} review={looking.review} {...((looking.choice ? looking.choice.note : proposalNote) ? { note: looking.choice ? looking.choice.note : proposalNote! } : {})}
            problem={problem} sending={sending} send={say(looking.review.second ? 'case.send.propose' : looking.kind === 'approve' ? 'case.send.approve' : 'case.send.decide')}
            onSend={() => void send()} onBack={() => { setLooking(undefined); setProblem(undefined); }}
          />
        ) : (
          <Panes
            shown={pane} onShow={setPane} counts={{ facts: openFacts(found).length, document: found.documents.length }}
            facts={<FactsPane found={found} selected={selected} onSelect={select} onShow={(at) => { setPlace(at); setPane('document'); }} onAccept={accept} onRecord={() => setRecording(true)} onReopen={(fact) => void acts.do('facts/reopen', { settled: fact.reopen })} onSettle={(fact, claim: ClaimAnswer) => void settle(fact, { id: claim.id, value: claim.values[0]!, because: say('case.went-by', { who: claim.who }) })} />}
            document={<DocumentPane documents={found.documents} place={place} onChoose={(document) => setPlace({ document, page: 1 })} />}
            assessment={(
              <>
                <div className="tabs" role="group" aria-label={say('case.pane.assessment')}>
                  {tabs.map((one) => <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(one)}>{say(`case.tab.${one}`)}{one === 'talk' && found.messages.length > 0 ? <span className="count"> {found.messages.length}</span> : null}</button>)}
                </div>
                {tab === 'talk' && <Talk found={found} acts={acts} />}
                {tab === 'time' && <Time found={found} acts={acts} />}
                {tab === 'notes' && <Notes caseId={found.id} />}
                {tab === 'assessment' && (
                  <AssessmentPane found={found} acts={acts} onFact={(key) => { select(key); setPane('facts'); }}>
                    {found.appeal && <Appeal found={found} acts={acts} />}
                    {found.proposal && <Proposal found={found} acts={acts} onReview={decide} />}
                    {found.decision && found.phase.code !== 'lodged' && <Decision found={found} />}
                    {deciding && found.may.decide && <Decide found={found} before={choice} words={words} problem={problem} onReview={(chosen) => { setChoice(chosen); void look({ kind: 'decide', choice: chosen }); }} onCancel={() => { setDeciding(false); setChoice(undefined); }} />}
                  </AssessmentPane>
                )}
              </>
            )}
          />
        )}
      </div>
    </Page>
  );
}

/** Looking once more before it is sent, and sending it if it is as it was seen. */
function useLooking(found: CaseAnswer, acts: CaseActs, done: (sent: boolean) => void) {
  const [looking, setLooking] = useState<Looking>();
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem([error.title, error.recover].filter(Boolean).join(' '));
    } finally {
      setSending(false);
    }
  };
  const look = ({ kind, choice }: Omit<Looking, 'review'>): Promise<void> => trying(async () => {
    const review = choice ? await acts.review(choice) : await acts.reviewApproval(found.assessment?.seen ?? '');
    setLooking({ kind, review, ...(choice ? { choice } : {}) });
    announce(say('case.review.ready'));
  });
  const send = (): Promise<void> => trying(async () => {
    if (!looking) return;
    const choice = looking.choice && { ...looking.choice, seen: looking.review.seen };
    const answer = choice ? await acts.decide(choice) : await acts.approve(looking.review.seen);
    if (!answer.done) {
      // the rules say otherwise than was seen a moment ago: shown, and looked at anew
      const review = choice ? await acts.review(choice) : await acts.reviewApproval(looking.review.seen);
      setLooking({ ...looking, review: { ...review, changed: answer.changed } });
      return;
    }
    const { review } = looking;
    setLooking(undefined);
    done(!review.second);
    if (!review.second) return void toast(say(`case.done.${choice?.outcome ?? found.proposal?.outcome ?? 'granted'}`));
    // a proposal has gone nowhere yet: it can be taken back
    const close = toast(say('case.done.proposed'), { seconds: 10, action: { label: say('shell.undo'), run: () => { close(); void acts.do('proposal/withdraw'); } } });
  });
  return { looking, setLooking, problem, setProblem, sending, look, send };
}

const placeOf = (fact: FactAnswer | undefined): PlaceAnswer | undefined => fact?.claims.find((claim) => claim.place)?.place;

/** Where the case stands: what it waits for, since when, by when, and whose it is. */
function Head({ found }: { found: CaseAnswer }): ReactNode {
  const { waiting, assigned } = found;
  return (
    <dl className="case-head">
      {!waiting && <div><dt>{say('case.phase')}</dt><dd>{found.phase.text}</dd></div>}
      {waiting && <div><dt>{say('case.waits')}</dt><dd>{waiting.text} <span className="muted">{waiting.holder}, {say('case.since', { day: dayText(waiting.since) })}</span></dd></div>}
      {waiting?.legal && <div><dt>{waiting.legal.what}</dt><dd>{dayText(waiting.legal.on)} {waiting.legal.passed && <Tag data-size="sm" data-color="danger">{say('case.passed')}</Tag>}</dd></div>}
      <div><dt>{say('case.assigned')}</dt><dd>{assigned ? (assigned.mine ? say('case.mine') : assigned.name) : say('case.nobody')}</dd></div>
      {found.decision && <div><dt>{say('case.decision')}</dt><dd>{say(`case.outcome.${found.decision.outcome}`)} <span className="muted">{momentText(found.decision.at)}</span></dd></div>}
    </dl>
  );
}

function HeadActs({ found, acts, onDecide, deciding }: { found: CaseAnswer; acts: CaseActs; onDecide(): void; deciding: boolean }): ReactNode {
  const mine = found.assigned?.mine === true;
  return (
    <>
      {found.may.assign && <Button data-size="sm" variant="tertiary" onClick={() => void acts.do('assign', { to: mine ? 'unit' : 'me' })}>{say(mine ? 'case.give-back' : 'case.take')}</Button>}
      {found.may.assign && <HandOver caseId={found.id} />}
      {found.may.note && found.phase.code !== 'closed' && <Snooze caseId={found.id} />}
      <Link className="light" to={`/cases/${found.id}/looks`}><Icon name="eye" /> {say('access.looks')}</Link>
      {found.may.note && <Link className="light" to={`/cases/${found.id}/protection`}><Icon name="shield" /> {say('access.protection')}</Link>}
      <a className="light" href={found.light}><Icon name="hand" /> {say('case.light')}</a>
      {!deciding && found.may.decide && <Button data-size="sm" onClick={onDecide}>{say('case.decide')} <kbd>d</kbd></Button>}
    </>
  );
}
