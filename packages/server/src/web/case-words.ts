import type { CaseFile, Day, Holder, Reason, Rulebook } from '@ankomst/core';
import { actFacts } from '@ankomst/core';
import { routes } from '@ankomst/web';
import type { Arguments, PageContext, Words } from '@ankomst/web';
import type { Deps } from '../deps.ts';

/** What the words of one case are made from. */
export interface CaseScene {
  file: CaseFile;
  rulebook: Rulebook;
  /** Names by person id; empty for somebody not yet named. */
  names: Record<string, string>;
  /** Who reads. */
  personId: string;
}

/** The first of these texts that the service or the authority has; the last where there is none. */
export function firstOf(ctx: PageContext, keys: readonly string[], args?: Arguments): Words {
  return { key: keys.find((key) => ctx.has(key)) ?? keys.at(-1)!, args };
}

/**
 * The messages that may give a reason, the first that there is: with the figures it rests on (`….told`) where the rules told
 * them, and in a decision against the person without what was still to come while it was awaited (`….decided`).
 */
export function reasonKeys({ reason, told }: Pick<Reason, 'reason' | 'told'>, decided: boolean): string[] {
  const ways = decided ? [`${reason}.decided`, reason] : [reason];
  return ways.flatMap((key) => (told ? [`${key}.told`, key] : [key]));
}

/** What a reason tells, for its message. */
export const told = ({ told: values }: Pick<Reason, 'told'>): Arguments => (values ?? {}) as Arguments;

/** The applicant's name as it stands in sentences. */
export function applicantOf({ file, rulebook, names }: CaseScene, ctx: PageContext): string {
  const personId = file.parties.find((party) => party.role === rulebook.applicantRole)?.personId ?? '';
  return names[personId] || ctx.t('name.unnamed');
}

/** "Residence permit for Mona" */
export function caseTitle(scene: CaseScene, ctx: PageContext): Words {
  return firstOf(ctx, ['service.case', 'service.name'], { applicant: applicantOf(scene, ctx) });
}

/** Does the case wait for this person? */
export function waitsForMe(file: CaseFile, personId: string): boolean {
  const holder = file.waiting?.holder;
  return (holder?.kind === 'person' && holder.personId === personId) || (holder?.kind === 'anyone' && holder.personIds.includes(personId));
}

/** What the case waits for, in a sentence: to the one it waits for as what to do, to others as what is going on. */
export function waitingWords(scene: CaseScene, ctx: PageContext): Words {
  const { file, personId, names } = scene;
  if (!file.waiting) return { key: `ui.closed.${file.closedAs ?? 'granted'}` };
  const { reason, holder } = file.waiting;
  const args = { applicant: applicantOf(scene, ctx), holder: holder.kind === 'person' ? names[holder.personId] ?? '' : '' };
  const you = waitsForMe(file, personId) ? [`waiting.${reason}.you`] : [];
  return firstOf(ctx, [...you, `waiting.${reason}`, `requirement.${reason}`], args);
}

/** Who holds the case, in words. */
export function holderWords(deps: Deps, holder: Holder, scene: CaseScene, ctx: PageContext): Words {
  switch (holder.kind) {
    case 'person': return holder.personId === scene.personId ? { key: 'ui.you' } : scene.names[holder.personId] || { key: `role.${holder.role}` };
    case 'anyone': return holder.personIds.includes(scene.personId) ? { key: 'ui.you' } : { key: `role.${holder.role}` };
    case 'unit': case 'staff': return unitName(deps, holder.unit, ctx.language);
    case 'partner': return { key: `partner.${holder.partner}` };
    case 'invited': return { key: `role.${holder.role}` };
    case 'robot': return { key: 'ui.robot' };
  }
}

export function unitName(deps: Deps, unit: string, language: string): string {
  const names = deps.authority.units.find((one) => one.id === unit)?.names;
  return names?.[language] ?? names?.[deps.authority.languages.binding] ?? unit;
}

/** Where this person does what the case waits for; undefined where it is not theirs to do. */
export function whereToAct({ file, rulebook, personId }: CaseScene): string | undefined {
  if (!file.waiting || !waitsForMe(file, personId)) return undefined;
  const request = file.openRequests.find((one) => one.to === personId);
  if (file.waiting.reason === 'answer' && request) return routes.request(file.id, request.id);
  if (file.waiting.reason === 'invite') return routes.invite(file.id);
  // what the authority itself has offered begins with the offer; what somebody began, with the list of what is to do
  if (file.phase === 'offered') return file.eventOn ? routes.offer(file.id) : routes.tasks(file.id);
  const requirement = rulebook.requirements.find((one) => one.id === file.waiting!.reason);
  const needs = requirement?.needs;
  const fact = needs && 'fact' in needs ? needs.fact : undefined;
  if (needs && 'fee' in needs) return routes.pay(file.id);
  if (fact === actFacts.confirmed) return routes.tasks(file.id);
  if (fact === actFacts.approval) return routes.approval(file.id);
  if (fact === actFacts.visitBooked) return routes.visit(file.id);
  const page = rulebook.form.pages.find((one) => one.questions.some((question) => question.fact === fact));
  return page ? routes.form(file.id, page.id) : undefined;
}

/** The next legal date, where it is one by which this person's role must act; the authority's own clocks are no deadline of theirs. */
export function dueForMe({ file, rulebook, personId }: CaseScene): Day | undefined {
  const next = file.waiting?.nextLegalDate;
  const clocks = [...rulebook.deadlines, ...rulebook.requirements.flatMap((one) => one.deadline ?? [])];
  const holder = clocks.find((one) => one.id === next?.deadline)?.holder;
  return file.parties.some((party) => party.personId === personId && party.role === holder) ? next?.on : undefined;
}

/** A provision as it is cited, with its address where there is one. */
export function lawWords(rulebook: Rulebook, ids: readonly string[], ctx: PageContext): { label: Words; url?: string }[] {
  return ids.flatMap((id) => {
    const law = rulebook.legalBasis.find((one) => one.id === id);
    return law ? [{ label: law.label[ctx.language] ?? law.label[ctx.bindingLanguage] ?? id, url: law.url }] : [];
  });
}

/** Sentences that come one after another: `service.steps.1`, `service.steps.2`, … */
export function numbered(ctx: PageContext, prefix: string, args?: Arguments): Words[] {
  const found: Words[] = [];
  for (let n = 1; ctx.has(`${prefix}.${n}`); n++) found.push({ key: `${prefix}.${n}`, args });
  return found;
}
