import { buffer } from 'node:stream/consumers';
import { factSet, nameText, subject, type Json, type PersonName } from '@ankomst/core';
import { loadCase } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { PartnerRefused } from '../notices/send-signed.ts';
import { Problem } from '../problem.ts';
import { letterOf } from './issue-decision-letters.ts';

/**
 * Sends a letter on paper, unless the person has opened it meanwhile. Without an address on file it is
 * set aside for a human. `key` names the sending to the print house.
 * @throws PartnerRefused, Problem not-found
 */
export async function sendPaperLetter(deps: Deps, caseId: string, letterId: string, key: string): Promise<void> {
  const loaded = await loadCase(deps.store, caseId);
  const letter = loaded && letterOf(loaded, letterId);
  if (!loaded || !letter) throw new Problem('not-found');
  if (loaded.events.some((event) => event.type === 'LetterRead' && event.data['letter'] === letterId)) return;
  const facts = factSet(loaded.facts);
  const fact = (name: string): Json | undefined => facts.get(subject.person(letter.toPersonId), name)?.value;
  const name = nameText(fact('person.name') as PersonName | undefined);
  const lines = addressLines(fact('person.address'));
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

/** An address as lines of an envelope. */
export function addressLines(address: Json | undefined): string[] {
  if (address === null || typeof address !== 'object' || Array.isArray(address)) return [];
  const { street, postcode, city, country } = address as Record<string, string | undefined>;
  return [street, [postcode, city].filter(Boolean).join(' '), country].filter((line): line is string => Boolean(line));
}
