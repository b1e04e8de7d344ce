import type { Day } from '@ankomst/core';
import { addAbsence, putSkills, removeAbsence, teamOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import { messagesOf } from '../http/words.ts';
import { Problem } from '../problem.ts';
import type { People, Skill } from './api.ts';
import { serviceName } from './service-words.ts';
import { todayOf } from '../today.ts';

type Leader = StaffSession['subject'];

/** A unit's officers, what each can take and when they are away; and what may be chosen from. */
export async function peopleView(deps: Deps, unit: string, language: string): Promise<People> {
  const services = [...new Map(deps.authority.services.filter((one) => one.unit === unit).map((one) => [one.service, one])).values()];
  return {
    people: await teamOf(deps.store, unit, todayOf(deps)),
    services: services.map((rulebook) => {
      const messages = messagesOf(deps, language, rulebook);
      const kinds = rulebook.facts.find((one) => one.name === 'case.kind')?.choices ?? [];
      return {
        id: rulebook.service, name: serviceName(deps, rulebook.service, language),
        kinds: kinds.map((id) => ({ id, name: messages.has(`fact.case.kind.${id}`) ? messages.format(`fact.case.kind.${id}`) : id })),
      };
    }),
    languages: deps.authority.languages.offered,
  };
}

/** Says anew what a colleague of the leader's unit can take. @throws Problem not-found, bad-request (no such service, kind or language) */
export async function changeSkills(deps: Deps, leader: Leader, staffId: string, skills: readonly Skill[]): Promise<void> {
  const { services, languages } = await colleague(deps, leader, staffId);
  const known = ({ service, kind, language }: Skill): boolean => {
    const found = services.find((one) => one.id === service);
    return found !== undefined && (kind === null || found.kinds.some((one) => one.id === kind)) && (language === null || languages.includes(language));
  };
  if (!skills.every(known)) throw new Problem('bad-request');
  await putSkills(deps.store, staffId, skills.map(({ service, kind, level, language }) => ({ service, level, ...(kind === null ? {} : { kind }), ...(language === null ? {} : { language }) })), leader.staffId, deps.clock.now());
}

/** A colleague is away; why is neither asked nor kept. @throws Problem not-found, bad-request (ends before it begins, or has ended) */
export async function noteAbsence(deps: Deps, leader: Leader, given: { staffId: string; fromDay: Day; toDay: Day }): Promise<void> {
  await colleague(deps, leader, given.staffId);
  if (given.toDay < given.fromDay || given.toDay < todayOf(deps)) throw new Problem('bad-request');
  await addAbsence(deps.store, { id: deps.ids.next(), unit: leader.unit, setBy: leader.staffId, setAt: deps.clock.now(), ...given });
}

/** Takes an absence away. @throws Problem not-found */
export async function endAbsence(deps: Deps, leader: Leader, id: string): Promise<void> {
  if (!await removeAbsence(deps.store, { id, unit: leader.unit, by: leader.staffId, at: deps.clock.now() })) throw new Problem('not-found');
}

/** The leader's own unit only: anybody else is not there. */
async function colleague(deps: Deps, leader: Leader, staffId: string): Promise<People> {
  const view = await peopleView(deps, leader.unit, 'en');
  if (!view.people.some((one) => one.staffId === staffId)) throw new Problem('not-found');
  return view;
}
