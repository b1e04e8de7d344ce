import type { ReactNode } from 'react';
import { Page } from '../kit/Page.tsx';
import { holds, useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import './access.css';

/** The way to one's keys and logins, and, for those who let others in, to who works here: pages that need no script. */
export default function KeysPage(): ReactNode {
  const me = useMe();
  return (
    <Page title={say('access.keys')}>
      <ul className="reports">
        <li className="report"><h2><a href="/staff/me">{say('access.keys.own')}</a></h2><p>{say('access.keys.own.what')}</p></li>
        {holds(me, ['leader', 'admin']) && <li className="report"><h2><a href="/staff/people">{say('access.keys.people')}</a></h2><p>{say(holds(me, ['admin']) ? 'access.keys.people.all' : 'access.keys.people.unit')}</p></li>}
      </ul>
    </Page>
  );
}
