import type { Actor, CaseFile, Rulebook } from '@ankomst/core';
import type { PageContext, Words } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { applicantOf, firstOf, holderWords, unitName, type CaseScene } from '../web/case-words.ts';
import { staffWord, staffWordOr } from './words.ts';

/** The scene as staff see it: they are none of the parties. */
export const deskScene = (file: CaseFile, rulebook: Rulebook, names: Record<string, string>): CaseScene => ({ file, rulebook, names, personId: '' });

/** What a case waits for, as an officer reads it. */
export function waitsFor(file: Pick<CaseFile, 'waiting'>, scene: CaseScene, ctx: PageContext): Words {
  if (!file.waiting) return staffWord(ctx.language, 'waiting.nothing');
  const args = { applicant: applicantOf(scene, ctx), holder: '' };
  return firstOf(ctx, [`waiting.${file.waiting.reason}`, `requirement.${file.waiting.reason}`], args);
}

/** Who holds it; an officer by name of employment. */
export function heldBy(deps: Deps, file: CaseFile, scene: CaseScene, ctx: PageContext): Words {
  const holder = file.waiting?.holder;
  if (!holder) return '–';
  if (holder.kind === 'staff') return holder.staffId;
  return holderWords(deps, holder, scene, ctx);
}

/** A holder as the list stores it: `person/…`, `unit/…`, `staff/…`, `partner/…`, `robot`. */
export function holderLine(deps: Deps, holder: string | null, names: Record<string, string>, ctx: PageContext): Words {
  const [kind, id = ''] = (holder ?? '').split('/');
  switch (kind) {
    case 'person': return names[id] || staffWord(ctx.language, 'holder.person');
    case 'unit': return unitName(deps, id, ctx.language);
    case 'staff': return id;
    case 'partner': return { key: `partner.${id}` };
    default: return staffWordOr(ctx.language, `holder.${kind}`, 'holder.anyone');
  }
}

/** Who did it. */
export function doneBy({ kind, id }: Actor, names: Record<string, string>, ctx: PageContext): Words {
  switch (kind) {
    case 'person': return names[id] || staffWord(ctx.language, 'by.person');
    case 'partner': return { key: `partner.${id}` };
    case 'staff': return `${staffWord(ctx.language, 'by.staff')} ${id}`;
    case 'robot': return staffWord(ctx.language, 'by.robot');
    case 'system': return staffWord(ctx.language, 'by.system');
  }
}
