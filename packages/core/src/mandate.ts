import type { Actor } from './case.ts';
import type { Change } from './change.ts';
import { DomainError } from './errors.ts';
import type { RoleAct } from './rulebook.ts';
import type { Day, Instant } from './time.ts';

/** What a representative may do for the principal. `write`: answer, send, book, withdraw. `receive`: letters and pings. */
export type MandateScope = 'read' | 'write' | 'pay' | 'receive' | 'appeal';
export const mandateScopes: readonly MandateScope[] = ['read', 'write', 'pay', 'receive', 'appeal'];

/**
 * The right of one person (the holder) to act for another (the principal): a lawyer for an applicant, an
 * employee for a company, a guardian for a child. The holder acts as himself, on behalf of the principal;
 * every act shows both. Never deleted: revoked, and from that instant without effect.
 */
export interface MandateRecord {
  id: string;
  principal: string;
  holder: string;
  scope: MandateScope[];
  covers: { kind: 'all' } | { kind: 'service'; service: string } | { kind: 'case'; caseId: string };
  validFrom: Day;
  /** The last day; open where absent. */
  validTo?: Day;
  /** `register`: a register says so (a company's signatory). `given`: by the principal here. `court`: a court or authority appointed. */
  source: 'register' | 'given' | 'court';
  /** What it rests on: a message id, a document id. */
  evidence?: string;
  createdAt: Instant;
  createdBy: Actor;
  revokedAt?: Instant;
  revokedBy?: Actor;
}

/** Which scope an act of a party needs of a representative. */
export const scopeFor: Record<RoleAct, MandateScope> = {
  read: 'read', answer: 'write', withdraw: 'write', book: 'write', notify: 'receive', pay: 'pay', appeal: 'appeal',
};

/** Is it in force on this day: begun, not ended, not revoked? */
export function mandateHolds(mandate: MandateRecord, day: Day): boolean {
  return mandate.revokedAt === undefined && mandate.validFrom <= day && (mandate.validTo === undefined || day <= mandate.validTo);
}

/** Does it reach this case? A mandate for one service or one case reaches no other. */
export function mandateCovers(mandate: MandateRecord, file: { id: string; service: string }): boolean {
  const { covers } = mandate;
  return covers.kind === 'all' || (covers.kind === 'service' ? covers.service === file.service : covers.caseId === file.id);
}

/** The mandate on which the holder may do something of this scope for the principal in this case, if there is one. */
export function mandateFor(
  mandates: readonly MandateRecord[],
  asked: { principal: string; holder: string; scope: MandateScope; file: { id: string; service: string }; day: Day },
): MandateRecord | undefined {
  return mandates.find((one) => one.principal === asked.principal && one.holder === asked.holder && one.scope.includes(asked.scope)
    && mandateCovers(one, asked.file) && mandateHolds(one, asked.day));
}

/**
 * May the holder of this mandate give others a part of it? Only who stands for the principal by law does
 * (a signatory in the register, a guardian by court): a lawyer cannot pass on what was given to him.
 */
export function mayDelegate(mandate: MandateRecord, day: Day): boolean {
  return mandate.source !== 'given' && mandate.covers.kind === 'all' && mandateHolds(mandate, day);
}

export interface GivenMandate {
  principal: string;
  holder: string;
  scope: MandateScope[];
  covers: MandateRecord['covers'];
  validFrom: Day;
  validTo?: Day;
}

/**
 * The principal, or who stands for the principal by law, gives a mandate.
 * @param own the giver's mandates from the principal (empty where the principal gives it personally)
 * @throws DomainError not-yours; bad-mandate with what is wrong (`scope`, `period`, `self`)
 */
export function giveMandate(input: GivenMandate, own: readonly MandateRecord[], ctx: { id: string; at: Instant; today: Day; actor: Actor }): Change {
  const { actor } = ctx;
  const personal = actor.kind === 'person' && actor.id === input.principal;
  if (!personal && !own.some((one) => one.holder === actor.id && one.principal === input.principal && mayDelegate(one, ctx.today))) throw new DomainError('not-yours');
  if (input.holder === input.principal) throw new DomainError('bad-mandate', { what: 'self' });
  const scope = mandateScopes.filter((one) => input.scope.includes(one));
  if (scope.length === 0) throw new DomainError('bad-mandate', { what: 'scope' });
  if (input.validTo !== undefined && (input.validTo < input.validFrom || input.validTo < ctx.today)) throw new DomainError('bad-mandate', { what: 'period' });
  return { mandates: [{ ...input, scope, id: ctx.id, source: 'given', createdAt: ctx.at, createdBy: actor }] };
}

/**
 * Ends a mandate at once. The principal may, whoever stands for the principal by law may, and the holder may lay it down.
 * @throws DomainError not-yours
 */
export function revokeMandate(mandate: MandateRecord, own: readonly MandateRecord[], ctx: { at: Instant; today: Day; actor: Actor }): Change {
  const { actor } = ctx;
  const may = actor.kind === 'staff' || actor.id === mandate.principal || actor.id === mandate.holder
    || own.some((one) => one.holder === actor.id && one.principal === mandate.principal && mayDelegate(one, ctx.today));
  if (!may) throw new DomainError('not-yours');
  if (mandate.revokedAt !== undefined) return {};
  return { mandates: [{ ...mandate, revokedAt: ctx.at, revokedBy: actor }] };
}
