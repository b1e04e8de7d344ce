import { buffer } from 'node:stream/consumers';
import { factSet, subject, type Json } from '@ankomst/core';
import { identifiersOf, loadCase } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { PartnerRefused } from '../notices/send-signed.ts';
import { organisationNumber } from '../people/organisations.ts';
import { Problem } from '../problem.ts';
import { nameIn } from './compose-letter.ts';
import { letterOf } from './issue-decision-letters.ts';

/**
 * Sends a letter on paper, unless the person has opened it meanwhile; to a company at the address its register has that
 * day. Without an address it is set aside for a human. `key` names the sending to the print house.
 * @throws PartnerRefused; Problem not-found, neighbour-down
 */
export async function sendPaperLetter(deps: Deps, caseId: string, letterId: string, key: string): Promise<void> {
  const loaded = await loadCase(deps.store, caseId);
  const letter = loaded && letterOf(loaded, letterId);
  if (!loaded || !letter) throw new Problem('not-found');
  if (loaded.events.some((event) => event.type === 'LetterRead' && event.data['letter'] === letterId)) return;
  const facts = factSet(loaded.facts);
  const name = nameIn(facts, letter.toPersonId);
  const own = addressLines(facts.get(subject.person(letter.toPersonId), 'person.address')?.value);
  const lines = own.length > 0 ? own : await registeredAddress(deps, letter.toPersonId);
  if (lines.length === 0) throw new PartnerRefused('print house', 'no address on file', false);
  const pdf = await buffer(await deps.documents.get(letter.pdfSha256));
  let answer: Response;
  try {
    answer = await fetch(deps.config.paper.url, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${deps.config.sms.key}` },
      body: JSON.stringify({ id: key, to: name || lines[0], address: [name, ...lines].filter(Boolean), pdf: pdf.toString('base64') }),
      redirect: 'error', signal: AbortSignal.timeout(15_000),
    });
    await answer.body?.cancel();
  } catch (error) {
    throw new PartnerRefused('print house', (error as { cause?: { code?: string } }).cause?.code ?? 'no answer', true);
  }
  if (!answer.ok) throw new PartnerRefused('print house', `HTTP ${answer.status}`, answer.status >= 500 || answer.status === 429);
  await deps.store.commit({ idempotencyKey: `sent:${key}`, events: [{
    id: deps.ids.next(), caseId, type: 'NoticeSent', at: deps.clock.now(), actor: { kind: 'system', id: 'notices' },
    data: { notice: 'paper', to: letter.toPersonId, letter: letterId, channels: [{ channel: 'paper', status: 'sent' }] },
  }] });
}

/** Where a company's register says that it is; nothing for whom no register of companies knows. @throws Problem neighbour-down */
async function registeredAddress(deps: Deps, personId: string): Promise<string[]> {
  const number = (await identifiersOf(deps.store, [personId])).find((one) => one.kind === organisationNumber && !one.retiredAt)?.value;
  return number === undefined ? [] : addressLines((await deps.companies.company(number))?.address);
}

/** An address as lines of an envelope. */
export function addressLines(address: Json | undefined): string[] {
  if (address === null || typeof address !== 'object' || Array.isArray(address)) return [];
  const { street, postcode, city, country } = address as Record<string, string | undefined>;
  return [street, [postcode, city].filter(Boolean).join(' '), country].filter((line): line is string => Boolean(line));
}
