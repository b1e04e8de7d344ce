import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';

/** A service's name as it says it itself. */
export function serviceName(deps: Deps, service: string, language: string): string {
  const messages = messagesOf(deps, language, deps.authority.service(service));
  return messages.has('service.name') ? messages.format('service.name') : service;
}
