import type { AuthorityMessage } from './authority-messages.ts';
import { ServiceError } from './errors.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Collection } from './store.ts';

/** A permit the authority told of. Who has no number yet is told of by name and birth date. */
export type PermitNotice = {
  jti: string;
  number?: string;
  name?: { given?: string; family?: string; single?: string };
  birthDate?: string;
  /** Organisation number of the employer the permit is tied to. */
  employer?: string;
  permit: { kind: string; validFrom: string; validTo: string; decision?: string };
  receivedAt: string;
};

/**
 * Keeps a notice `PermitGranted`, once for each jti.
 * @returns whether it was here already
 * @throws ServiceError 400 other type or shape
 */
export function receivePermitNotice(notices: Collection<PermitNotice>, message: AuthorityMessage, now: Date): { again: boolean } {
  const { number, name, birthDate, employer, permit } = message.data as Partial<PermitNotice>;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const named = typeof name === 'object' && name !== null && Object.values(name).every(isText) && isText(birthDate);
  const fits = message.type === 'PermitGranted' && isText(message.jti) && (isText(number) || named)
    && [permit?.kind, permit?.validFrom, permit?.validTo].every(isText) && (employer === undefined || isText(employer));
  if (!fits) {
    throw new ServiceError(400, 'not-a-permit-notice', 'This is not a notice of a granted permit.',
      'Send {type: "PermitGranted", jti, data: {number or name and birthDate, employer?, permit: {kind, validFrom, validTo, decision}}}.');
  }
  const notice: PermitNotice = {
    jti: message.jti!, ...(isText(number) && { number }), ...(named && { name, birthDate: birthDate! }), ...(employer && { employer }),
    permit: permit!, receivedAt: now.toISOString(),
  };
  return { again: !notices.add(notice.jti, notice) };
}

/** The notices, newest first. `nameOf`: who has this number, if that is known here. */
export function noticesPage(notices: PermitNotice[], nameOf: (number: string) => string | undefined): Html {
  if (notices.length === 0) return html`<p class="dim">The authority has not told of any permit yet.</p>`;
  return html`${[...notices].reverse().map(({ number, name, birthDate, employer, permit, receivedAt, jti }) => html`<article><dl>
    <dt>Person</dt><dd><bdi>${(number && nameOf(number)) ?? (name ? Object.values(name).join(' ') : 'not known here')}</bdi>, ${number ?? `born ${birthDate}`}</dd>
    ${employer ? html`<dt>Employer</dt><dd>${employer}</dd>` : ''}
    <dt>Permit</dt><dd>${permit.kind}, ${permit.validFrom} to ${permit.validTo}</dd><dt>Decision</dt><dd>${permit.decision}</dd>
    <dt>Received</dt><dd>${receivedAt} <small>${jti}</small></dd></dl></article>`)}`;
}
