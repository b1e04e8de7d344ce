import type { Actor } from '@ankomst/core';
import { accessesToCase } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { unitName } from '../web/case-words.ts';
import type { Looks } from './api.ts';
import type { OpenedCase } from './open-case.ts';
import { accessWordOr } from './words.ts';

/** Who has looked at a case and who was turned away, newest first, for colleagues: by name, unlike what the person is shown. */
export async function caseLooks(deps: Deps, opened: OpenedCase, language: string): Promise<Looks> {
  const looks = await accessesToCase(deps.store, opened.file.id);
  const policy = (id: string | undefined): string | undefined => deps.access.policies.find((one) => one.id === id)?.text[language === 'sv' ? 'sv' : 'en'];
  return {
    looks: looks.map(({ at, actor, purpose, what, basis, granted, detail, staffName }) => {
      const { unit } = (detail ?? {}) as { unit?: string };
      const kind = actor.kind === 'person' && actor.onBehalfOf ? 'representative' : actor.kind;
      return {
        at, granted, glass: purpose === 'break-glass', own: actor.kind === 'person' && granted, ...(unit ? { unit: unitName(deps, unit, language) } : {}),
        who: staffName ?? partnerName(deps, actor, language) ?? accessWordOr(language, `who.${kind}`, 'who.system', { id: actor.id }),
        why: accessWordOr(language, `purpose.${purpose}`, 'purpose.none'),
        what: accessWordOr(language, `what.${what}`, actor.kind === 'person' ? 'what.own' : 'what.other'),
        ...(granted ? {} : { refusedBecause: policy(basis) ?? accessWordOr(language, `refused.${basis}`, 'refused.no-rule') }),
      };
    }),
  };
}


/** A partner agency by its name in the content. */
function partnerName(deps: Deps, actor: Actor, language: string): string | undefined {
  return actor.kind === 'partner' ? deps.partners.find((one) => one.id === actor.id)?.names[language === 'sv' ? 'sv' : 'en'] : undefined;
}
