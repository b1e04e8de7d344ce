import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { say } from '../words/say.ts';

/** What went wrong in a part of a view, what to do, and a button to try again. */
export function ProblemNote({ error, again }: { error: unknown; again?: () => void }): ReactNode {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <Alert data-color="danger" role="alert">
      <Paragraph><strong>{problem?.title ?? say('shell.broken')}</strong></Paragraph>
      <Paragraph>{problem?.recover ?? say('shell.broken.do')}</Paragraph>
      {problem?.requestId && <Paragraph data-size="sm" className="muted">{say('shell.reference', { reference: problem.requestId })}</Paragraph>}
      {again && <Button variant="secondary" onClick={again}>{say('shell.again')}</Button>}
    </Alert>
  );
}
