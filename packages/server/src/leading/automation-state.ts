import { automationActs, automationRetries, robotWork, staffNames, type AutomationAct, type AutomationRetry } from '@ankomst/store';
import type { Instant } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { currentRulebook } from '../rulebooks.ts';
import { serviceName } from './service-words.ts';
import type { Automations } from './api.ts';

/** How an automation stands: what the law of the day lets it do, and what people have done with its switch. */
export interface AutomationState {
  service: string;
  step: 'decision';
  state: Automations['automations'][number]['state'];
  /** The formal decision that put it in use; null where none has. */
  commissioned: Automations['automations'][number]['commissioned'];
  recent: { granted: number; toOfficer: number };
  /** Open cases that the rules would have granted, left to officers by the switch. */
  keptBack: number;
  /** Of them, those that nobody has taken up: the robot may look at them again; and those it is about to. */
  free: number;
  coming: number;
  /** All that was done to its switch, newest first; who, by employee number. */
  history: AutomationAct[];
  /** When it was asked to look again at what a stop had left behind, newest first. */
  retries: AutomationRetry[];
}

const recentDays = 30;

/** Every automation of the authority as it stands now: for leaders, and for the public register. */
export async function automationState(deps: Pick<Deps, 'store' | 'authority' | 'clock'>): Promise<AutomationState[]> {
  const now = deps.clock.now();
  const since: Instant = new Date(Date.parse(now) - recentDays * 86_400_000).toISOString();
  const [acts, work, tried] = await Promise.all([automationActs(deps.store), robotWork(deps.store, since, now), automationRetries(deps.store)]);
  const services = [...new Set(deps.authority.services.map((one) => one.service))];
  return services.map((service) => {
    const automation = currentRulebook(deps as Deps, service, now)?.automation;
    const history = acts.filter((one) => one.service === service);
    const last = history[0]?.act ?? 'started';
    const done = work.find((one) => one.service === service);
    return {
      service, step: 'decision',
      state: !automation?.enabled ? 'not-in-use' : last === 'started' ? 'running' : last,
      commissioned: automation?.enabled ? { id: automation.commissioning.id, on: automation.commissioning.decidedOn, by: automation.commissioning.decidedBy } : null,
      recent: { granted: done?.granted ?? 0, toOfficer: done?.toOfficer ?? 0 },
      keptBack: done?.keptBack ?? 0, free: done?.free ?? 0, coming: done?.coming ?? 0,
      history, retries: tried.filter((one) => one.service === service),
    };
  });
}

/** The same for the desk, with names; `staffId`: who looks, and may or may not agree to a start. */
export async function automationsView(deps: Deps, staffId: string, language: string): Promise<Automations> {
  const states = await automationState(deps);
  const nameOf = await staffNames(deps.store, states.flatMap((one) => [...one.history, ...one.retries].flatMap(({ by, ...act }) => ('askedBy' in act && act.askedBy ? [by, act.askedBy] : [by]))));
  return {
    automations: states.map(({ keptBack, free, coming, history, retries, ...one }) => ({
      ...one, name: serviceName(deps, one.service, language), waiting: { cases: keptBack, free, coming },
      history: [
        ...history.map(({ act, by, at, why, askedBy }) => ({ act, by: nameOf(by), at, why, ...(askedBy ? { askedBy: nameOf(askedBy) } : {}) })),
        ...retries.map(({ by, at, why, cases }) => ({ act: 'tried-again', by: nameOf(by), at, why, cases })),
      ].sort((a, b) => (a.at < b.at ? 1 : -1)),
      mayAgree: one.state === 'start-asked' && history[0]!.by !== staffId,
    })),
  };
}
