import type { Deps } from '../deps.ts';
import type { Json } from '@ankomst/core';

/** A partner's message whose signature holds and whose envelope is whole. */
export interface PartnerEvent {
  partner: string;
  /** Unique per partner; the same one twice changes nothing. */
  messageId: string;
  type: string;
  /** When it was signed, as the partner says. */
  issuedAt: string;
  /** When it happened, if the partner says. */
  occurredOn?: string;
  data: { [key: string]: Json };
  /** The message as received: kept, so that what was signed can be shown. */
  body: string;
  receivedAt: string;
}

/**
 * Does what a partner's event asks for. Commits its change together with the inbox entry (`inboxEntry`),
 * or throws: an `ExchangeProblem` keeps the message for an officer, anything else lets the partner send again.
 */
export type ExchangeHandler = (deps: Deps, event: PartnerEvent) => Promise<void>;

/** Why a message could not be handled: kept with it in the inbox, shown to an officer. Code and no personal data. */
export class ExchangeProblem extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = 'ExchangeProblem';
    this.code = code;
  }
}

/** The line a handler puts into its change, so that message and effect are one transaction. */
export function inboxEntry(event: PartnerEvent, problem?: string): { partner: string; messageId: string; type: string; receivedAt: string; body: string; problem?: string } {
  const { partner, messageId, type, receivedAt, body } = event;
  return { partner, messageId, type, receivedAt, body, ...(problem ? { problem } : {}) };
}
