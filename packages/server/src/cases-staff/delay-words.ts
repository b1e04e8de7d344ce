import { concerned, delayGrounds, type CaseEvent, type CaseState, type Day, type DelayGrounds, type DraftTexts, type Rulebook } from '@ankomst/core';
import { partyNames } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { readersOf } from '../letters/letter-readers.ts';

/** A case with what the draft is written from. `expectedBy`: when a decision is to be expected, null where nobody can say; left out where the letter has a place of its own for it. */
export interface DelayScene { state: CaseState; events: readonly CaseEvent[]; rulebook: Rulebook; expectedBy?: Day | null }

/**
 * Why this case takes its time, in the binding language and in that of each reader, written from the case's own
 * events: what has been done, what it waits for and since when, what comes next, when a decision is to be expected.
 * A draft for an officer; nothing here is sent.
 */
export async function delayTexts(deps: Deps, scene: DelayScene): Promise<DraftTexts> {
  const { state, events, rulebook } = scene;
  const grounds = delayGrounds(state, events, rulebook, deps.clock.now(), deps.authority.calendar);
  const readers = await readersOf(deps, concerned(state.case, rulebook));
  const languages = new Set([deps.authority.languages.binding, ...readers.map((reader) => reader.language)]);
  return Object.fromEntries([...languages].map((language) => [language, plain(sentences(deps, scene, grounds, language).join('\n'))]));
}

function sentences(deps: Deps, { state, rulebook, expectedBy }: DelayScene, grounds: DelayGrounds, language: string): string[] {
  const messages = messagesOf(deps, language, rulebook);
  const say = (key: string, args: Record<string, string | number> = {}): string => messages.format(`ui.delay.${key}`, args);
  const names = partyNames({ file: state.case, facts: [...state.facts] });
  const applicant = names[state.case.parties.find((party) => party.role === rulebook.applicantRole)?.personId ?? ''] ?? '';
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const days = new Intl.NumberFormat(language === 'en' ? 'en-GB' : `${language}-u-nu-latn`, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const done = grounds.done.filter(({ type }) => messages.has(`event.${type}`)).map(({ type, on, times }) => say(times > 1 ? 'item.times' : 'item', { what: messages.format(`event.${type}`), on, times }));
  const holder = grounds.waits?.holder.kind === 'person' ? names[grounds.waits.holder.personId] ?? '' : '';
  return [
    ...(done.length > 0 ? [say('done'), ...done] : []),
    ...(grounds.waits ? [say('waits', { what: messages.format(`waiting.${grounds.waits.reason}`, { applicant, holder }), since: grounds.waits.since })] : []),
    ...(grounds.conditions.length > 0 ? [say('conditions', { conditions: list.format(grounds.conditions.map((id) => messages.format(`condition.${id}`))) })] : []),
    ...(grounds.daysWithOthers > 0 ? [say('others', { days: days.format(grounds.daysWithOthers) })] : []),
    ...(grounds.next ? [say('next', { step: messages.format(`requirement.${grounds.next}`) })] : []),
    ...(expectedBy === undefined ? [] : [expectedBy ? say('expected', { by: expectedBy }) : say('unknown')]),
  ];
}

/** Without the invisible marks that keep the directions of its parts apart: it will be edited by hand, and the letter sets them anew. */
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');
