import { Paragraph, Switch } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { showShortcuts } from '../keys/ShortcutDialog.tsx';
import { Page } from '../kit/Page.tsx';
import { say } from '../words/say.ts';
import { useChangeSettings, useMe } from './me.tsx';
import { Choice } from './TopBar.tsx';

/** How one wants the desk; kept on the server, so that it is the same at every screen. */
export default function Settings(): ReactNode {
  const { settings } = useMe();
  const change = useChangeSettings();
  return (
    <Page title={say('shell.settings')}>
      <section className="settings">
        <Choice name="language" legend={say('shell.language')} value={settings.language} options={['sv', 'en']} onChange={(language) => change({ language })} />
        <Choice name="theme" legend={say('shell.theme')} value={settings.theme} options={['auto', 'light', 'dark']} onChange={(theme) => change({ theme })} />
        <Choice name="density" legend={say('shell.density')} value={settings.density} options={['comfortable', 'dense']} onChange={(density) => change({ density })} />
        <h2>{say('shell.keyboard')}</h2>
        <Switch id="single-keys" checked={settings.singleKeys} onChange={(event) => change({ singleKeys: event.target.checked })} label={say('shell.single-keys')} description={say('shell.single-keys.hint')} />
        <Paragraph><button type="button" className="link" onClick={showShortcuts}>{say('shell.shortcuts')}</button></Paragraph>
      </section>
    </Page>
  );
}
