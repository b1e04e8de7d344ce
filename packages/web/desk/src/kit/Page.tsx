import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from '@tanstack/react-router';
import { say } from '../words/say.ts';
import { useMe } from '../shell/me.tsx';

/** Of the view drawn last: a view is drawn anew when it has fetched what it shows, and that is no new place. */
let drawnAt: string | undefined;

/**
 * A view: its heading takes the focus when one comes from another view, so that those who listen know where they
 * are, and the window's title says it too. `actions` stand beside the heading.
 */
export function Page({ title, over, actions, wide = false, children }: { title: string; over?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { authority } = useMe();
  const { pathname } = useLocation();
  useEffect(() => { document.title = `${title} – ${authority}`; }, [title, authority]);
  const arrivedAt = useRef(pathname);
  useEffect(() => {
    // on the very first view the browser says the title itself
    const moved = drawnAt !== undefined && (drawnAt !== arrivedAt.current || document.activeElement === document.body);
    if (moved && !document.querySelector('dialog:modal')) heading.current?.focus({ preventScroll: true });
    drawnAt = arrivedAt.current;
  }, []);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <div className="page-head">
        <div>
          {over && <p className="over">{over}</p>}
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** Nothing here: what will be here, and what to do meanwhile. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return <div className="empty"><p className="empty-title">{title}</p>{children}</div>;
}

/** Where something will be in a moment. */
export function Skeleton({ lines = 4 }: { lines?: number }): ReactNode {
  return (
    <div className="skeletons" role="status" aria-label={say('shell.loading')}>
      {Array.from({ length: lines }, (_, index) => <div key={index} className="skeleton" data-width={index % 3} />)}
    </div>
  );
}
