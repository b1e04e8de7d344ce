import { partnerAnswered } from '@ankomst/core';
import type { Json } from '@ankomst/core';
import { caseByNumber } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import { ExchangeProblem, inboxEntry, type ExchangeHandler } from '../exchange/handlers.ts';
import type { PartnerAdapter } from './ask-partner.ts';

/** Asks the union about the terms, without a name: it judges the terms and not the person. Its answer comes later, or never. */
export const askUnion: PartnerAdapter = async (deps, { key, loaded, rulebook, fields }) => {
  const { occupation, salary, hours, agreement, employerNumber, employerName } = fields;
  await deps.union.request({
    id: key, caseNumber: loaded.file.number, occupation: { code: String(occupation ?? ''), text: occupationName(rulebook.tables, String(occupation ?? '')) },
    salary: Number(salary ?? 0), hours: Number(hours ?? 0), agreement: typeof agreement === 'string' && agreement !== 'none' ? agreement : null,
    employer: { number: String(employerNumber ?? ''), name: String(employerName ?? '') },
  });
  return undefined;
};

function occupationName(tables: Record<string, Json[]>, code: string): string {
  for (const rows of Object.values(tables)) {
    const row = rows.find((one): one is { [key: string]: Json } => one !== null && typeof one === 'object' && !Array.isArray(one) && one['code'] === code);
    if (typeof row?.['sv'] === 'string') return row['sv'];
  }
  return code;
}

/** The union says what it thinks: a fact of the case that waits for it. Too late, it is kept with the message and changes nothing. */
export const unionAnswered: ExchangeHandler = async (deps, event) => {
  const { caseNumber, opinion } = event.data;
  if (typeof caseNumber !== 'string' || !['agrees', 'objects', 'none'].includes(String(opinion))) throw new ExchangeProblem('malformed-event');
  const file = await caseByNumber(deps.store, caseNumber);
  if (!file) throw new ExchangeProblem('unknown-case');
  await actOnCase(deps, { kind: 'partner', id: event.partner }, file.id, ({ state, ctx }) => {
    const requirement = ctx.rulebook.requirements.find((one) => 'partner' in one.holder && one.holder.partner === event.partner);
    const change = requirement ? partnerAnswered(state, { requirement: requirement.id, value: String(opinion), evidence: event.messageId }, ctx) : {};
    return { ...change, inbox: [inboxEntry(event)] };
  }, `exchange:${event.partner}:${event.messageId}`);
};
