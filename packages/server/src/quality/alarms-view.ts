import { acknowledgeAlarm, qualityAlarms, staffNames } from '@ankomst/store';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { serviceName } from '../leading/service-words.ts';
import { Problem } from '../problem.ts';
import type { Alarms } from './api.ts';
import type { Evidence } from './find-alarms.ts';

/** A unit's alarms with what they rest on, open ones first. */
export async function alarmsView(deps: Deps, unit: string, language: string): Promise<Alarms> {
  const alarms = await qualityAlarms(deps.store, unit);
  const nameOf = await staffNames(deps.store, alarms.flatMap((one) => one.acknowledgedBy ?? []));
  return {
    alarms: alarms.map(({ measure, service, acknowledgedBy, acknowledgedAt, why, evidence, ...one }) => {
      const [kind, condition] = measure.split('/') as ['granted' | 'stopped', string | undefined];
      const messages = messagesOf(deps, language, deps.authority.service(service));
      return {
        id: one.id, kind: one.kind, way: one.way, week: one.week, raisedAt: one.raisedAt, service, name: serviceName(deps, service, language), measure: kind,
        ...(condition ? { condition: messages.has(`condition.${condition}`) ? messages.format(`condition.${condition}`) : condition } : {}),
        evidence: evidence as unknown as Evidence,
        ...(acknowledgedBy ? { acknowledged: { by: nameOf(acknowledgedBy), at: acknowledgedAt!, why: why! } } : {}),
      };
    }),
  };
}

/** Says what an alarm was: it is closed, and not raised again for four weeks. @throws Problem not-found */
export async function acknowledge(deps: Deps, leader: Staff, given: { id: string; why: string }): Promise<void> {
  if (!await acknowledgeAlarm(deps.store, { id: given.id, unit: leader.unit, by: leader.staffId, at: deps.clock.now(), why: given.why.trim() })) throw new Problem('not-found');
}
