import { colleaguesNamed, staffOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { unitName } from '../web/case-words.ts';
import { staffWord, type StaffWord } from '../web-staff/words.ts';
import type { Labels } from './api.ts';
import { queueChoices } from './queue-query.ts';

const own = ['decision', 'second-officer', 'answer', 'appeal-review', 'court', 'invite', 'join'];

/** What rows of cases hold, in words: services, waiting reasons, phases, units, holders, colleagues, and why a case comes early. */
export async function labelsFor(deps: Deps, language: string, rows: readonly { holder: string | null; assignedTo: string | null }[]): Promise<Labels> {
  const service: Record<string, string> = {};
  const reason: Record<string, string> = {};
  for (const rulebook of deps.authority.services) {
    const messages = messagesOf(deps, language, rulebook);
    const first = (keys: string[], otherwise: string): string => {
      const key = keys.find((one) => messages.has(one));
      return key ? messages.format(key) : otherwise;
    };
    service[rulebook.service] ??= first(['service.name'], rulebook.service);
    for (const id of [...rulebook.requirements.map((one) => one.id), ...own]) {
      if (!reason[id] || reason[id] === id) reason[id] = first([`requirement.${id}`, `waiting.${id}`], id);
    }
  }
  const messages = messagesOf(deps, language);
  const holder: Record<string, string> = Object.fromEntries(queueChoices.holders.map((kind) => [kind, staffWord(language, `holder.${kind}`)]));
  const ids = new Set<string>();
  for (const row of rows) {
    if (row.assignedTo) ids.add(row.assignedTo);
    const [kind, id] = row.holder?.split('/') ?? [];
    if (kind === 'staff' && id) ids.add(id);
    if (kind === 'partner' && id) holder[row.holder!] ??= messages.has(`partner.${id}`) ? messages.format(`partner.${id}`) : id;
    if (kind === 'unit' && id) holder[row.holder!] ??= unitName(deps, id, language);
  }
  const names = await colleaguesNamed(deps.store, [...ids]);
  const unseen = names.size < ids.size ? new Map((await staffOf(deps.store)).map((one) => [one.id, one.name])) : new Map<string, string>();
  return {
    service, reason, holder,
    phase: Object.fromEntries(queueChoices.phases.map((phase) => [phase, staffWord(language, `phase.${phase}` as StaffWord)])),
    unit: Object.fromEntries([...new Set(deps.authority.services.map((one) => one.unit))].map((unit) => [unit, unitName(deps, unit, language)])),
    staff: Object.fromEntries([...ids].map((id) => [id, names.get(id)?.name ?? unseen.get(id) ?? id])),
    because: Object.fromEntries(deps.authority.queue.rules.map(({ id, names: text }) => [id, text[language] ?? text[deps.authority.languages.binding] ?? id])),
  };
}
