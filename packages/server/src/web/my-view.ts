import { mandateFor } from '@ankomst/core';
import type { CaseFile, MandateRecord } from '@ankomst/core';
import { casesOfPerson, logAccess } from '@ankomst/store';
import { routes } from '@ankomst/web';
import type { MyView, PageContext, Words } from '@ankomst/web';
import { actorOf } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import { unreadMessages } from '../cases/unread-messages.ts';
import type { Deps } from '../deps.ts';
import { namesOf, principalsOf } from '../mandates/own-mandates.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { caseTitle, dueForMe, waitingWords, whereToAct } from './case-words.ts';
import type { CaseScene } from './case-words.ts';
import { todayOf } from '../today.ts';

/** The texts of a case's own service, in the person's language. */
export type ContextFor = (scene: CaseScene) => PageContext;

/** My pages: only the outline of my own cases, of those in which my role may read. */
export async function myView(deps: Deps, party: Party, contextFor: ContextFor): Promise<MyView> {
  const scenes = await myScenes(deps, party);
  const principals = await principalsOf(deps, party.personId);
  for (const principal of principals) scenes.push(...await scenesFor(deps, { kind: 'person', personId: principal.personId, by: party.personId }, principal.mandates));
  const who = new Map(principals.map((one) => [one.personId, one.name]));
  const unread = await unreadMessages(deps, party.personId, scenes.filter((one) => one.personId === party.personId).map(({ file }) => file.id));
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(party), personIds: [party.personId, ...principals.map((one) => one.personId)], purpose: 'own-case', basis: 'party', what: 'my-cases', granted: true,
  });
  const view: MyView = { todo: [], offers: [], cases: [] };
  for (const scene of scenes) {
    const { file } = scene;
    const ctx = contextFor(scene);
    const said = (words: Words): string => (typeof words === 'string' ? words : ctx.say(words.key, words.args));
    const title = said(caseTitle(scene, ctx));
    const onBehalfOf = who.get(scene.personId);
    const href = whereToAct(scene);
    if (file.phase === 'offered') {
      const begun = file.eventOn === undefined;
      view.offers.push({
        caseId: file.id, title, text: said(waitingWords(scene, ctx)), receivedAt: file.openedAt, href: begun ? routes.case(file.id) : routes.offer(file.id),
        ...(begun ? { begun } : {}), ...(onBehalfOf ? { onBehalfOf } : {}),
      });
      continue;
    }
    if (href) view.todo.push({ what: said(waitingWords(scene, ctx)), caseTitle: title, href, by: dueForMe(scene), ...(onBehalfOf ? { onBehalfOf } : {}) });
    view.cases.push({
      caseId: file.id, number: file.number, title, status: said(waitingWords(scene, ctx)),
      tone: href ? 'warning' : file.closedAs === 'granted' ? 'success' : 'info', changedAt: changedAt(file), unread: unread[file.id] ?? 0, ...(onBehalfOf ? { onBehalfOf } : {}),
    });
  }
  view.todo.sort((a, b) => (a.by ?? '9999').localeCompare(b.by ?? '9999'));
  return view;
}

async function myScenes(deps: Deps, party: Party): Promise<CaseScene[]> {
  return scenesFor(deps, party, []);
}

/** The cases of a party that the policy lets this reader see: their own, or (`mandates`) a principal's. */
async function scenesFor(deps: Deps, party: Party, mandates: readonly MandateRecord[]): Promise<CaseScene[]> {
  const mine: Omit<CaseScene, 'names'>[] = [];
  const day = todayOf(deps);
  for (const { file } of await casesOfPerson(deps.store, party.personId)) {
    const rulebook = await rulebookOfCase(deps, file);
    const mandate = party.by && mandateFor(mandates, { principal: party.personId, holder: party.by, scope: 'read', file, day });
    const outline = { case: file, roles: rulebook.roles, visitUnits: [], ...(mandate ? { mandate } : {}) };
    if (deps.access.judge(party, 'read', outline).allowed) mine.push({ file, rulebook, personId: party.personId });
  }
  const names = await namesOf(deps, mine.flatMap(({ file }) => file.parties.map((one) => one.personId)));
  return mine.map((one) => ({ ...one, names: Object.fromEntries(one.file.parties.map(({ personId }) => [personId, names[personId] ?? ''])) }));
}

function changedAt(file: CaseFile): string {
  return file.closedAt ?? file.waiting?.since ?? file.decidedAt ?? file.openedAt;
}

