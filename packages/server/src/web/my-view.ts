import { nameText, subject } from '@ankomst/core';
import type { CaseFile, PersonName } from '@ankomst/core';
import { casesOfPerson, factsOf, logAccess } from '@ankomst/store';
import type { MyView, PageContext, Words } from '@ankomst/web';
import { actorOf } from '../access/open-case.ts';
import { judge } from '../access/policy.ts';
import type { Party } from '../cases/act-as-party.ts';
import { unreadMessages } from '../cases/unread-messages.ts';
import type { Deps } from '../deps.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { caseTitle, dueForMe, waitingWords, whereToAct } from './case-words.ts';
import type { CaseScene } from './case-words.ts';

/** The texts of a case's own service, in the person's language. */
export type ContextFor = (scene: CaseScene) => PageContext;

/** My pages: only the outline of my own cases, of those in which my role may read. */
export async function myView(deps: Deps, party: Party, contextFor: ContextFor): Promise<MyView> {
  const scenes = await myScenes(deps, party);
  const unread = await unreadMessages(deps, party.personId, scenes.map(({ file }) => file.id));
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(party), personIds: [party.personId], purpose: 'own-case', basis: 'party', what: 'my-cases', granted: true,
  });
  const view: MyView = { todo: [], offers: [], cases: [] };
  for (const scene of scenes) {
    const { file } = scene;
    const ctx = contextFor(scene);
    const said = (words: Words): string => (typeof words === 'string' ? words : ctx.say(words.key, words.args));
    const title = said(caseTitle(scene, ctx));
    const href = whereToAct(scene);
    if (file.phase === 'offered') {
      view.offers.push({ caseId: file.id, title, text: said(waitingWords(scene, ctx)), receivedAt: file.openedAt });
      continue;
    }
    if (href) view.todo.push({ what: said(waitingWords(scene, ctx)), caseTitle: title, href, by: dueForMe(scene) });
    view.cases.push({
      caseId: file.id, number: file.number, title, status: said(waitingWords(scene, ctx)),
      tone: href ? 'warning' : file.closedAs === 'granted' ? 'success' : 'info', changedAt: changedAt(file), unread: unread[file.id] ?? 0,
    });
  }
  view.todo.sort((a, b) => (a.by ?? '9999').localeCompare(b.by ?? '9999'));
  return view;
}

async function myScenes(deps: Deps, party: Party): Promise<CaseScene[]> {
  const mine: Omit<CaseScene, 'names'>[] = [];
  for (const { file } of await casesOfPerson(deps.store, party.personId)) {
    const rulebook = await rulebookOfCase(deps, file);
    if (judge(party, 'read', { case: file, roles: rulebook.roles, visitUnits: [] }).allowed) mine.push({ file, rulebook, personId: party.personId });
  }
  const persons = [...new Set(mine.flatMap(({ file }) => file.parties.map((one) => one.personId)))];
  const names = new Map((await factsOf(deps.store, persons.map(subject.person)))
    .filter((fact) => fact.name === 'person.name').map((fact) => [fact.subject, nameText(fact.value as PersonName)]));
  return mine.map((one) => ({
    ...one, names: Object.fromEntries(one.file.parties.map(({ personId }) => [personId, names.get(subject.person(personId)) ?? ''])),
  }));
}

function changedAt(file: CaseFile): string {
  return file.closedAt ?? file.waiting?.since ?? file.decidedAt ?? file.openedAt;
}

