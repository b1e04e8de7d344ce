import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { say } from '../words/say.ts';

export function Waiting(): ReactNode {
  return <div className="page"><Skeleton lines={6} /></div>;
}

export function NotFound(): ReactNode {
  return (
    <Page title={say('shell.not-found')}>
      <Paragraph>{say('shell.not-found.do')}</Paragraph>
      <Paragraph><Link to="/">{say('shell.home')}</Link></Paragraph>
    </Page>
  );
}

/** A view that broke: the rest of the desk stands, and there is a way back. */
export function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <Page title={say('shell.broken')}>
      <ProblemNote error={error} again={reset} />
      <Paragraph><Link to="/" onClick={reset}>{say('shell.home')}</Link></Paragraph>
    </Page>
  );
}

/** Before anything could be shown: the server does not answer, or the desk is not for this person. */
export function Unreached({ problem, again }: { problem?: ApiProblem; again(): void }): ReactNode {
  return (
    <main className="page alone">
      <Heading level={1}>{problem?.title ?? say('shell.broken')}</Heading>
      <Paragraph>{problem?.recover ?? say('shell.broken.do')}</Paragraph>
      <Button onClick={again}>{say('shell.again')}</Button>
      <Paragraph><a href="/staff">{say('shell.light-desk')}</a></Paragraph>
    </main>
  );
}
