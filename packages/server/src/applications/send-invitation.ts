import { invitationById } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { Mailer } from '../notices/email.ts';
import { NotReached } from '../notices/ping-person.ts';
import { codeOf } from './invite-party.ts';
import { invitationWords } from './invitation-words.ts';

/** The e-mail with the code. It says who writes and what to do with the code, and nothing of the case. */
export async function sendInvitation(deps: Deps, mailer: Mailer, invitationId: string, key: string): Promise<void> {
  const invitation = await invitationById(deps.store, invitationId);
  if (!invitation || invitation.acceptedAt || invitation.withdrawnAt) return;
  const authority = deps.authority.names[invitation.language] ?? deps.authority.names['en'] ?? 'Ankomst';
  const words = invitationWords(invitation.language, { authority, address: new URL('/join', deps.config.publicUrl).href, code: codeOf(deps, invitation.id) });
  const sent = await mailer.send(invitation.email, words, key);
  if (sent.status === 'failed' && sent.again) throw new NotReached([sent]);
}
