import { join } from 'node:path';
import { createControl } from '../shared/control.ts';
import { ServiceError } from '../shared/errors.ts';
import { html } from '../shared/html.ts';
import { sendPage } from '../shared/reply.ts';
import { openService } from '../shared/service.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { openStore } from '../shared/store.ts';
import { keyOf, staffMembers } from './staff.ts';

const name = 'key cabinet';

/**
 * The simulated key cabinet: holds a security key for each test officer, so that the staff's login can be tried without
 * hardware. What it signs is WebAuthn as any key signs it, and the authority checks it as any; only nobody touches it.
 */
export async function startKeys(settings: NeighbourSettings): Promise<RunningNeighbour> {
  const store = openStore(join(settings.dataDir, 'keys.sqlite'));
  const control = createControl(['delay', 'down', 'badSignature'], store.collection('control'));
  const { origin, hostname: rpId } = new URL(settings.authorityUrl);
  // The one form of another site it takes: the authority's login page, where an officer's name is pressed.
  const service = await openService({ ...settings, name, control, formsFrom: [origin], forget() {} });
  const members = new Map(staffMembers().map((member) => [member.id, member]));

  service.app.post<{ Body: { account?: string; challenge?: string; back?: string } }>('/use', async (request, reply) => {
    const { account = '', challenge = '', back = '' } = request.body ?? {};
    const member = members.get(account);
    if (!member) throw new ServiceError(404, 'no-such-key', 'The cabinet holds no key of that name.', 'Press one of the names on the login page.');
    if (!/^[\w-]{16,128}$/.test(challenge) || !URL.canParse(back) || new URL(back).origin !== origin) {
      throw new ServiceError(400, 'bad-request', 'This is no challenge of the authority’s login page.', 'Begin the login again.');
    }
    const key = control.takeBadSignature() ? keyOf({ ...member, id: 'nobody' }) : keyOf(member);
    const assertion = { ...key.assert({ challenge, origin, rpId }, { userHandle: member.employeeId }), id: keyOf(member).id, rawId: keyOf(member).id };
    const to = new URL(back);
    to.searchParams.set('assertion', Buffer.from(JSON.stringify(assertion)).toString('base64url'));
    return reply.redirect(to.href, 303);
  });

  service.app.get('/', async (_request, reply) => sendPage(reply, {
    service: name, title: 'Key cabinet', menu: [['/', 'First page'], ['/control', 'Control']],
    body: html`<p>A security key for each test officer. The staff's login page sends you here to use one; nothing has to be touched.</p>
      ${[...members.values()].map((member) => html`<article><h2><bdi>${member.name}</bdi></h2><p>${member.about}</p>
        <dl><dt>Employee</dt><dd>${member.employeeId}</dd><dt>Unit</dt><dd>${member.unit}</dd><dt>Roles</dt><dd>${member.roles.join(', ')}</dd><dt>Key</dt><dd>${keyOf(member).id}</dd></dl></article>`)}`,
  }));

  await service.start();
  return {
    url: service.url,
    async close() {
      await service.close();
      store.close();
    },
  };
}
