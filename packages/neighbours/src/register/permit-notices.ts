import { ServiceError } from '../shared/errors.ts';
import type { AuthorityMessage } from '../shared/authority-messages.ts';
import type { Collection } from '../shared/store.ts';

/** A permit the authority told the register of. */
export type PermitNotice = {
  jti: string;
  number: string;
  permit: { kind: string; validFrom: string; validTo: string; decision?: string };
  receivedAt: string;
};

/**
 * Keeps a notice `PermitGranted`, once for each jti.
 * @returns whether it was here already
 * @throws ServiceError 400 other type or shape
 */
export function receivePermitNotice(notices: Collection<PermitNotice>, message: AuthorityMessage, now: Date): { again: boolean } {
  const { number, permit } = message.data as Partial<PermitNotice>;
  const fits = message.type === 'PermitGranted' && typeof message.jti === 'string' && typeof number === 'string'
    && [permit?.kind, permit?.validFrom, permit?.validTo].every((value) => typeof value === 'string');
  if (!fits) {
    throw new ServiceError(400, 'not-a-permit-notice', 'This is not a notice of a granted permit.',
      'Send {type: "PermitGranted", jti, data: {number, permit: {kind, validFrom, validTo, decision}}}.');
  }
  return { again: !notices.add(message.jti!, { jti: message.jti!, number: number!, permit: permit!, receivedAt: now.toISOString() }) };
}
