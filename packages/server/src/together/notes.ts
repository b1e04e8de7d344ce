import { noteCase } from '@ankomst/core';
import type { CaseFile } from '@ankomst/core';
import { colleaguesOf } from '@ankomst/store';
import { openCase, type Shown } from '../access/open-case.ts';
import { handleCase, type Staff, type StaffAct } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Note, Reachable } from './api.ts';
import { tell } from './hold-case.ts';
import { namesOf } from './show-together.ts';

const mention = /@\[([\w-]{1,40})\]/g;

/** The working notes of a case, oldest first, with those mentioned by name. @throws Problem not-found */
export async function notesOf(deps: Deps, staff: Staff, caseId: string, shown: Shown = {}): Promise<Note[]> {
  const { events } = await openCase(deps, staff, caseId, 'read', 'desk-notes', shown);
  const notes = events.filter((event) => event.type === 'CaseNoted' && typeof event.data['text'] === 'string');
  const someone = await namesOf(deps, notes.flatMap((note) => [note.actor.id, ...mentionedIn(note.data['text'] as string)]));
  return notes.map((note) => ({
    id: note.id, at: note.at, by: someone(note.actor.id),
    parts: (note.data['text'] as string).split(mention)
      .flatMap((part, index): Note['parts'] => (index % 2 === 1 ? [{ mention: someone(part) }] : part ? [{ text: part }] : [])),
  }));
}

const mentionedIn = (text: string): string[] => [...new Set([...text.matchAll(mention)].map((match) => match[1]!))];

/** A note, told to those it mentions. @throws Problem bad-request where somebody is mentioned who may not see the case */
export async function writeNote(deps: Deps, { text, ...act }: StaffAct & { text: string }): Promise<void> {
  const words = text.trim();
  const mentioned = mentionedIn(words);
  if (!words) throw new Problem('bad-request');
  await handleCase(deps, act, 'handle', 'note-case', async ({ state, file }, ctx) => {
    const reached = new Set((await colleaguesAt(deps, file)).map((one) => one.staffId));
    if (mentioned.some((id) => !reached.has(id))) throw new Problem('bad-request');
    return noteCase(state, { text: words }, ctx);
  });
  const someone = await namesOf(deps, mentioned);
  const excerpt = words.replace(mention, (_all, id: string) => `@${someone(id).name}`).slice(0, 200);
  for (const staffId of mentioned.filter((id) => id !== act.staff.staffId)) await tell(deps, { staffId, kind: 'mention', caseId: act.caseId, by: act.staff.staffId, text: excerpt });
}

/** Colleagues whose work the case is: the officers of the unit that has it. */
export async function colleaguesAt(deps: Deps, file: Pick<CaseFile, 'unit'>): Promise<{ staffId: string; name: string; roles: string[] }[]> {
  const all = await colleaguesOf(deps.store, [file.unit]);
  return all.filter(({ roles }) => roles.includes('officer') || roles.includes('approver')).map(({ staffId, name, roles }) => ({ staffId, name, roles }));
}

/** Whom one may mention, and to whom the case may be handed over. */
export async function reachable(deps: Deps, staff: Staff, caseId: string, language: string, shown: Shown = {}): Promise<Reachable> {
  const { file } = await openCase(deps, staff, caseId, 'read', 'desk-colleagues', shown);
  const { binding } = deps.authority.languages;
  return {
    colleagues: (await colleaguesAt(deps, file)).filter((one) => one.staffId !== staff.staffId),
    units: handlingUnits(deps).filter((unit) => unit !== file.unit).map((id) => {
      const names = deps.authority.units.find((unit) => unit.id === id)?.names ?? {};
      return { id, name: names[language] ?? names[binding] ?? id };
    }),
  };
}

/** Units that handle cases of some service. */
export const handlingUnits = (deps: Deps): string[] => [...new Set(deps.authority.services.map((service) => service.unit))];
