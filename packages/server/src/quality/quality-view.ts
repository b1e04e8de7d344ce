import { agreementByRow, concludeDisagreement, disagreements, logAccess, sampleTotals, setUnitSetting, unitSettings } from '@ankomst/store';
import type { Instant } from '@ankomst/core';
import { caseFilter } from '../access/case-filter.ts';
import { actorOf } from '../access/open-case.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { serviceName } from '../leading/service-words.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';
import { unitName } from '../web/case-words.ts';
import type { Quality } from './api.ts';
import { wilson } from './chance.ts';

/** Assessments of the past year. */
const days = 365;
const since = (now: Instant): Instant => new Date(Date.parse(now) - days * 86_400_000).toISOString();
const rateName = (service: string, automatic: boolean): string => `sample_rate/${service}/${automatic ? 'robot' : 'officer'}`;

/** How often two came to the same, by service and by row of the rules; and where they did not. */
export async function qualityView(deps: Deps, staff: Staff, unit: string, language: string): Promise<Quality> {
  const now = deps.clock.now();
  const [totals, rows, differing, settings] = await Promise.all([
    sampleTotals(deps.store, unit, since(now)), agreementByRow(deps.store, unit, since(now)), disagreements(deps.store, unit, since(now), caseFilter(staff, { first: 4, alias: 'f' })), unitSettings(deps.store, unit),
  ]);
  await logAccess(deps.store, { at: now, actor: actorOf(staff), personIds: [], purpose: 'quality', what: 'disagreements', granted: true, detail: { cases: differing.length } });
  const services = [...new Set(deps.authority.services.filter((one) => one.unit === unit).map((one) => one.service))];
  const text = (service: string, condition: string): string => {
    const messages = messagesOf(deps, language, deps.authority.service(service));
    return messages.has(`condition.${condition}`) ? messages.format(`condition.${condition}`) : condition;
  };
  return {
    unit: { id: unit, name: unitName(deps, unit, language) },
    since: since(now),
    services: services.flatMap((service) => [true, false].map((automatic) => {
      const policy = automatic ? currentRulebook(deps, service, now)?.automation : undefined;
      const { drawn = 0, assessed = 0, agreed = 0, notBlind = 0 } = totals.find((one) => one.service === service && one.automatic === automatic) ?? {};
      const contentRate = policy?.enabled ? policy.sampleRate : null;
      const set = settings.find((one) => one.name === rateName(service, automatic))?.value;
      return {
        service, name: serviceName(deps, service, language), automatic, contentRate, rate: Math.max(contentRate ?? 0, typeof set === 'number' ? set : 0),
        drawn, assessed, agreed, notBlind, interval: wilson({ n: assessed, k: agreed }),
      };
    })).filter((one) => !one.automatic || one.contentRate !== null || one.drawn > 0),
    rows: rows.map((row) => ({ ...row, text: text(row.service, row.condition), interval: wilson({ n: row.assessed, k: row.agreed }) }))
      .sort((a, b) => a.agreed / a.assessed - b.agreed / b.assessed || b.assessed - a.assessed),
    disagreements: differing.map((one) => ({ ...one, text: text(one.service, one.condition) })),
  };
}

/** Sets how large a share of a service's decisions is drawn from now on. @throws Problem not-found where the unit has no such service */
export async function changeRate(deps: Deps, leader: Staff, given: { service: string; automatic: boolean; rate: number; why: string }): Promise<void> {
  if (!deps.authority.services.some((one) => one.service === given.service && one.unit === leader.unit)) throw new Problem('not-found');
  await setUnitSetting(deps.store, { unit: leader.unit, name: rateName(given.service, given.automatic), value: given.rate, setBy: leader.staffId, setAt: deps.clock.now(), why: given.why.trim() });
}

/** Writes down what the team came to about a disagreement. @throws Problem not-found where there is none left to conclude */
export async function conclude(deps: Deps, leader: Staff, given: { decisionId: string; condition: string; conclusion: string }): Promise<void> {
  if (!await concludeDisagreement(deps.store, { ...given, conclusion: given.conclusion.trim(), unit: leader.unit, by: leader.staffId, at: deps.clock.now() })) throw new Problem('not-found');
}

/** How often a second human came to the same outcome as the robot, in a service, over the past year: for the public register. */
export async function agreementOfAutomation(deps: Pick<Deps, 'store' | 'clock'>, service: string): Promise<{ assessed: number; agreed: number; interval: { low: number; high: number } | null }> {
  const { assessed = 0, agreed = 0 } = (await sampleTotals(deps.store, null, since(deps.clock.now()))).find((one) => one.service === service && one.automatic) ?? {};
  return { assessed, agreed, interval: wilson({ n: assessed, k: agreed }) };
}
