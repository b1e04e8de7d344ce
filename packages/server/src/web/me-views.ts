import { nameText, subject } from '@ankomst/core';
import type { Actor, Fact, FactDefinition, PersonName } from '@ankomst/core';
import { accessesTo, accountsOf, factsOf, logAccess, relationsOf } from '@ankomst/store';
import type { Account } from '@ankomst/store';
import { showValue, sourceText } from '@ankomst/web';
import type { ContactView, LooksView, MeView, PageContext, Words } from '@ankomst/web';
import { actorOf } from '../access/open-case.ts';
import { groundName } from '../access/partner-grounds.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { firstOf, unitName } from './case-words.ts';

/**
 * What the authority knows about this person and where from, and who has looked. Facts that others gave
 * in confidence about their own part (another guardian's reason, say) are not facts about this person.
 */
export async function meView(deps: Deps, party: Party, name: string, ctx: PageContext, report: MeView['report'] = { what: '', text: '' }): Promise<MeView> {
  const { personId } = party;
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(party), personIds: [personId], purpose: 'own-case', basis: 'own-data', what: 'my-data', granted: true,
  });
  const [own, relations, { looks }] = await Promise.all([
    factsOf(deps.store, [subject.person(personId)]), relationsOf(deps.store, personId), looksAt(deps, personId, ctx),
  ]);
  const others = [...new Set(relations.map((fact) => fact.subject.split('/')[2]!))];
  const names = await namesOf(deps, [personId, ...others]);
  return {
    name: names[personId] || name,
    groups: [
      { title: { key: 'ui.me.person' }, facts: rows(deps, own, personId, names, ctx) },
      { title: { key: 'ui.me.relations' }, facts: rows(deps, relations, personId, names, ctx) },
    ].filter((group) => group.facts.length > 0),
    looks: looks.slice(0, 8),
    report,
  };
}

/** Everybody who has looked at this person's data, page by page; the asking itself is logged. */
export async function looksView(deps: Deps, party: Party, before: number | undefined, ctx: PageContext): Promise<LooksView> {
  await logAccess(deps.store, { at: deps.clock.now(), actor: actorOf(party), personIds: [party.personId], purpose: 'own-case', basis: 'own-data', what: 'my-data', granted: true });
  return looksAt(deps, party.personId, ctx, before);
}

/** A person knows of their own visits; what they ask is who else looked. Staff are shown by unit and purpose, not by name (docs/adr/0021). */
async function looksAt(deps: Deps, personId: string, ctx: PageContext, before?: number): Promise<LooksView> {
  const limit = 100;
  const rows = await accessesTo(deps.store, personId, { limit, ...(before === undefined ? {} : { before }) });
  const last = rows.at(-1);
  return {
    looks: rows.filter((look) => look.actor.id !== personId && look.granted).map(({ at, actor, purpose, what, detail }) => ({
      at, who: whoLooked(deps, actor, (detail as { unit?: string } | undefined)?.unit, ctx), why: whyAsked(deps, actor, detail, ctx) ?? firstOf(ctx, [`ui.purpose.${purpose}`, 'ui.purpose.handling']), what: firstOf(ctx, [`ui.look.${what}`, 'ui.look.case']),
      ...(purpose === 'break-glass' ? { exception: true } : {}),
    })),
    ...(rows.length === limit && last ? { earlier: String(last.seq) } : {}),
  };
}

/** A partner is named, and says why it asked, in the words of the content. */
function whyAsked(deps: Deps, actor: Actor, detail: unknown, ctx: PageContext): Words | undefined {
  const { ground } = (detail ?? {}) as { ground?: string };
  const found = actor.kind === 'partner' ? deps.partners.find((one) => one.id === actor.id)?.grounds.find((one) => groundName(actor.id, one.id) === ground) : undefined;
  return found && wordsIn(deps, found.purpose, ctx);
}

const wordsIn = (deps: Deps, said: Record<string, string>, ctx: PageContext): Words => said[ctx.language] ?? said[deps.authority.languages.binding]!;

function whoLooked(deps: Deps, { kind, id }: Actor, unit: string | undefined, ctx: PageContext): Words {
  const partner = kind === 'partner' ? deps.partners.find((one) => one.id === id) : undefined;
  if (partner) return wordsIn(deps, partner.names, ctx);
  if (kind === 'staff' && unit !== undefined) return unitName(deps, unit, ctx.language);
  return { key: kind === 'staff' ? 'ui.officer' : kind === 'person' ? 'ui.look.party' : 'ui.robot' };
}

function rows(deps: Deps, facts: readonly Fact[], personId: string, names: Record<string, string>, ctx: PageContext): MeView['groups'][number]['facts'] {
  return facts.flatMap((fact) => {
    const definition: FactDefinition | undefined = deps.authority.facts.find((one) => one.name === fact.name);
    // What is kept for the sake of secrecy (OSL 2009:400) is not shown here; it is asked for in writing.
    if (!definition || (definition.sensitivity === 'protected' && fact.source === 'officer')) return [];
    const me = { personId, role: 'me' };
    const other = definition.about === 'relation' ? fact.subject.split('/')[2] : undefined;
    const setting = { caseId: '', form: { version: '', pages: [] }, facts: [definition], applicantRole: 'me', parties: [me], me, onFile: { get: () => undefined, all: () => [] }, names, files: [] };
    const value = showValue({ key: fact.name, question: { fact: fact.name }, definition, subject: fact.subject, person: me, fact }, fact.value, setting, ctx);
    const label = ctx.say(`fact.${fact.name}`);
    const law = deps.authority.law.find((one) => one.id === definition.ground);
    return [{
      id: fact.id, label: other ? `${label}: ${names[other] || ctx.t('name.unnamed')}` : label, value,
      source: sourceText(fact, ctx), since: fact.assertedAt,
      ground: law ? law.label[ctx.language] ?? law.label[ctx.bindingLanguage] : undefined,
    }];
  });
}

async function namesOf(deps: Deps, persons: readonly string[]): Promise<Record<string, string>> {
  const facts = await factsOf(deps.store, persons.map(subject.person));
  return Object.fromEntries(facts.filter((fact) => fact.name === 'person.name').map((fact) => [fact.subject.slice('person/'.length), nameText(fact.value as PersonName)]));
}

export async function contactView(deps: Deps, party: Party, language: string, tried?: Pick<ContactView, 'email' | 'phone' | 'language' | 'problems'>): Promise<ContactView> {
  const accounts = await accountsOf(deps.store, [party.personId]);
  const channels = Object.assign({}, ...accounts.map((account) => account.channels)) as Account['channels'];
  return {
    email: channels.email ?? '',
    phone: channels.phone ?? '',
    language: accounts.at(-1)?.language ?? language,
    problems: [],
    devices: accounts.flatMap((account) => (channels.push ?? []).map((_one, at) => ({ id: `${account.id}:${at}`, label: { key: 'ui.device', args: { n: at + 1 } }, since: account.updatedAt }))),
    pushKey: deps.keys.vapid.publicKey,
    ...tried,
  };
}
