import { courtRuledHandler } from '../appeals/court-events.ts';
import { cardFailedHandler, cardProducedHandler } from '../clerk/card-events.ts';
import { companyChangedHandler } from '../mandates/company-changed.ts';
import { paymentCompletedHandler, paymentFailedHandler, paymentRefundedHandler } from '../payments/payment-events.ts';
import { unionAnswered } from '../partners/union.ts';
import { openOfferFromEvent } from './open-offer-from-event.ts';
import type { ExchangeHandler } from './handlers.ts';

/** Which handler takes which message, by `<partner> <type>`. */
export const exchangeHandlers: Record<string, ExchangeHandler> = {
  'population-register ChildBorn': openOfferFromEvent,
  'tax SalaryMissing': openOfferFromEvent,
  'union UnionAnswered': unionAnswered,
  'company-register CompanyChanged': companyChangedHandler,
  'card-producer CardProduced': cardProducedHandler,
  'card-producer CardFailed': cardFailedHandler,
  'payments PaymentCompleted': paymentCompletedHandler,
  'payments PaymentFailed': paymentFailedHandler,
  'payments PaymentRefunded': paymentRefundedHandler,
  'court CourtRuled': courtRuledHandler,
};
