import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { say } from '../words/say.ts';
import { Icon } from './Icon.tsx';
import { closeToast, toastList, type Toast } from './toasts.ts';

/** The messages at the edge. They are said aloud by `announce`, not by being here. */
export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(toastList.subscribe, toastList.read);
  return (
    <section className="toasts" aria-label={say('shell.messages')}>
      {toasts.map((one) => <One key={one.id} toast={one} />)}
    </section>
  );
}

function One({ toast: { id, tone, text, more, action, until } }: { toast: Toast }): ReactNode {
  return (
    <div className="toast" data-color={tone}>
      <div className="toast-text"><p>{text}</p>{more && <p className="muted">{more}</p>}</div>
      {action && <button type="button" className="ds-button" data-variant="secondary" data-size="sm" onClick={action.run}>{action.label}{until !== undefined && <Seconds until={until} />}</button>}
      <button type="button" className="top-button" onClick={() => closeToast(id)}><Icon name="close" label={say('shell.close')} /></button>
    </div>
  );
}

/** Counts down what is left for a change of mind. */
function Seconds({ until }: { until: number }): ReactNode {
  const left = (): number => Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  });
  return <span aria-hidden="true"> {seconds} s</span>;
}
