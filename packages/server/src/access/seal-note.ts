import { sealedNotesOf, sealNote as keep, staffNames } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { SealedNotes } from './api.ts';
import type { OpenedCase } from './open-case.ts';
import type { Subject } from './policy.ts';
import { accessWordOr } from './words.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;

/** Writes a note that only its writer and those it is sealed to can open. It is in no event: nothing else can show it. */
export async function sealNote(deps: Deps, opened: OpenedCase<Staff>, note: { text: string; staff: string[]; roles: string[] }): Promise<void> {
  await keep(deps.store, { id: deps.ids.next(), caseId: opened.file.id, author: opened.subject.staffId, text: note.text.trim(), at: deps.clock.now(), staff: note.staff, roles: note.roles });
}

/** The sealed notes of a case that this staff member may open, and how many others there are. */
export async function sealedNotes(deps: Deps, { file, subject }: OpenedCase<Staff>, language: string): Promise<SealedNotes> {
  const all = await sealedNotesOf(deps.store, file.id);
  const mine = all.filter((note) => deps.access.mayReadNote(subject, note));
  const nameOf = await staffNames(deps.store, mine.flatMap((note) => [note.author, ...note.staff]));
  return {
    notes: mine.map(({ id, at, author, text, staff, roles }) => ({ id, at, author: nameOf(author), text, to: [...staff.map(nameOf), ...roles.map((role) => accessWordOr(language, `role.${role}`, 'role.officer'))] })),
    sealedToOthers: all.length - mine.length,
  };
}
