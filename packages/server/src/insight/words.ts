import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { processMap } from './process-map.ts';

type Two = 'sv' | 'en';

/** Names of steps and of what is waited for, of the services given; the content's own words. */
export function insightWords(deps: Deps, language: string): { steps: Record<string, string>; waiting: Record<string, string> } {
  const said = (language === 'en' ? 'en' : 'sv') satisfies Two;
  const { names } = processMap(deps);
  const steps = Object.fromEntries(Object.keys(names).map((step) => [step, stepName(deps, said, step)]));
  const waiting: Record<string, string> = {};
  for (const reason of Object.keys(processMap(deps).waiting)) waiting[reason] = waitingName(deps, said, reason);
  for (const rulebook of deps.authority.services) {
    for (const { id } of rulebook.requirements) waiting[id] ??= waitingName(deps, said, id, rulebook.service);
  }
  return { steps, waiting };
}

/** A step's short name in the map's words, else as the content tells the event. */
export function stepName(deps: Deps, language: Two, step: string): string {
  const short = processMap(deps).names[step]?.[language];
  if (short) return short;
  const messages = messagesOf(deps, language);
  return messages.has(`event.${step}`) ? messages.format(`event.${step}`) : step;
}

/** What is waited for, shortly: the requirement's name, else a sentence. */
export function waitingName(deps: Deps, language: Two, reason: string, service?: string): string {
  const short = processMap(deps).waiting[reason]?.[language];
  if (short) return short;
  const messages = messagesOf(deps, language, deps.authority.services.find((one) => one.service === service));
  for (const key of [`requirement.${reason}`, `waiting.${reason}`]) {
    if (messages.has(key)) return messages.format(key, { applicant: '', holder: '' }).trim();
  }
  return reason;
}

export function serviceName(deps: Deps, language: string, service: string): string {
  const messages = messagesOf(deps, language, deps.authority.services.find((one) => one.service === service));
  return messages.has('service.name') ? messages.format('service.name') : service;
}
