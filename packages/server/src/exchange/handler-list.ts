import { cardFailedHandler, cardProducedHandler } from '../clerk/card-events.ts';
import { companyChangedHandler } from '../mandates/company-changed.ts';
import { openOfferFromEvent } from './open-offer-from-event.ts';
import type { ExchangeHandler } from './handlers.ts';

/** Which handler takes which message, by `<partner> <type>`. */
export const exchangeHandlers: Record<string, ExchangeHandler> = {
  'population-register ChildBorn': openOfferFromEvent,
  'company-register CompanyChanged': companyChangedHandler,
  'card-producer CardProduced': cardProducedHandler,
  'card-producer CardFailed': cardFailedHandler,
};
