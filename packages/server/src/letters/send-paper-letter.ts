import { buffer } from 'node:stream/consumers';
import { factSet, subject, type FactSet, type Json } from '@ankomst/core';
import { identifiersOf, loadCase, protectedAmong } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { PartnerRefused } from '../notices/send-signed.ts';
import { organisationNumber } from '../people/organisations.ts';
import { Problem } from '../problem.ts';
import { nameIn } from './compose-letter.ts';
import { letterOf } from './issue-decision-letters.ts';

/**
 * Sends a letter on paper, unless the person has opened it meanwhile; to a company at the address its register has that
 * day. To somebody with protected identity it goes by whom the content names: an inner envelope that bears their number
 * alone, in an outer one to that address; where they live is told to nobody. Without an address, or a number, it is set
 * aside for a human. `key` names the sending to the print house.
 * @throws PartnerRefused; Problem not-found, neighbour-down
 */
export async function sendPaperLetter(deps: Deps, caseId: string, letterId: string, key: string): Promise<void> {
  const loaded = await loadCase(deps.store, caseId);
  const letter = loaded && letterOf(loaded, letterId);
  if (!loaded || !letter) throw new Problem('not-found');
  if (loaded.events.some((event) => event.type === 'LetterRead' && event.data['letter'] === letterId)) return;
  const envelope = (await protectedAmong(deps.store, [letter.toPersonId])).length > 0 ? await veiledEnvelope(deps, letter.toPersonId) : await openEnvelope(deps, factSet(loaded.facts), letter.toPersonId);
  const pdf = await buffer(await deps.documents.get(letter.pdfSha256));
  let answer: Response;
  try {
    answer = await fetch(deps.config.paper.url, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${deps.config.sms.key}` },
      body: JSON.stringify({ id: key, ...envelope, pdf: pdf.toString('base64') }),
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

/** What stands on an envelope; `inner`: on a sealed one within it. */
interface Envelope { to: string; address: string[]; inner?: string[] }

async function openEnvelope(deps: Deps, facts: FactSet, personId: string): Promise<Envelope> {
  const name = nameIn(facts, personId);
  const own = addressLines(facts.get(subject.person(personId), 'person.address')?.value);
  const lines = own.length > 0 ? own : await registeredAddress(deps, personId);
  if (lines.length === 0) throw new PartnerRefused('print house', 'no address on file', false);
  return { to: name || lines[0]!, address: [name, ...lines].filter(Boolean) };
}

async function veiledEnvelope(deps: Deps, personId: string): Promise<Envelope> {
  const number = (await identifiersOf(deps.store, [personId])).find((one) => one.kind === 'personal-number' && !one.retiredAt)?.value;
  if (number === undefined) throw new PartnerRefused('print house', 'protected, and no number on file', false);
  return { to: deps.protection.post.to, address: deps.protection.post.lines, inner: [number] };
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
