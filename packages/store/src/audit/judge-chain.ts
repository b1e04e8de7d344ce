import { sha256 } from '@ankomst/core';
import type { Finding } from './finding.ts';

/** An event as it lies in the table. */
export interface ChainRow {
  caseId: string;
  caseSeq: number;
  id: string;
  type: string;
  at: string;
  actor: unknown;
  body: string;
  prevHash: string;
  hash: string;
}
export interface ChainHead { length: number; head: string }
/** What a checkpoint says of the chain. */
export interface SignedHead { no: number; caseSeq: number; hash: string }

/**
 * Judges one case's chain: what lies in the table against what the hashes, the recorded head
 * and the signed checkpoints say. One finding for each fault, at the place where it was done:
 * - altered: the body, a copied column or a hash is not what it was;
 * - removed: a link is missing between two events, or at the end;
 * - added: an event stands in the chain that the following ones know nothing of;
 * - reordered: events stand in another order than their links;
 * - rewritten: all links hold, but it is not the chain that was signed.
 * @param rows the case's events by case_seq
 */
export function judgeChain(caseId: string, rows: readonly ChainRow[], head: ChainHead | null, signed: readonly SignedHead[]): Finding[] {
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], caseSeq: number, what: string): void => { findings.push({ kind, caseId, caseSeq, what }); };

  const { ordered, firstOutOfPlace } = untangle(rows);
  if (firstOutOfPlace !== null) find('reordered', firstOutOfPlace, `Events of the case stand in another order than they happened in, from place ${firstOutOfPlace} on.`);

  const genesis = sha256(caseId);
  const followers = Map.groupBy(ordered, (row) => row.prevHash);
  const trunk = backFrom(ordered, head);
  /** Hashes of the events found to belong to the chain. */
  const known = new Set<string>([genesis]);
  let at = genesis;
  let place = 0;
  for (const [index, row] of ordered.entries()) {
    const next = ordered[index + 1]?.prevHash ?? head?.head;
    const fromHere = sha256(at + row.body);
    const links = row.prevHash === at;
    // Another event that follows the same one, further down.
    const rival = followers.get(at)?.find((other) => other !== row && other.caseSeq > row.caseSeq);
    const ownRival = rival !== undefined && (trunk.has(rival.hash) || (!trunk.has(row.hash) && next !== row.hash));

    if (ownRival || (!links && row.hash !== fromHere && known.has(row.prevHash))) {
      find('added', row.caseSeq, `Event ${row.id} (${row.type}) was added; the event after it does not know it.`);
    } else if (row.hash === fromHere) {
      if (links) checkColumns(row);
      else find('altered', row.caseSeq, `The link of event ${row.id} to the one before was altered.`);
      checkPlace(row);
      at = row.hash;
    } else if (links && next === fromHere) {
      find('altered', row.caseSeq, `The hash of event ${row.id} was altered.`);
      checkPlace(row);
      at = fromHere;
    } else if (links) {
      find('altered', row.caseSeq, `The text of event ${row.id} (${row.type}) was altered: its hash no longer fits.`);
      checkPlace(row);
      at = row.hash;
    } else if (sha256(row.prevHash + row.body) === row.hash) {
      // Whole in itself, but what it follows is not here: gone, or (where no place is empty and the number is right) written anew.
      if (place > 0 && row.caseSeq === place + 1 && head?.length === rows.length) {
        find('altered', place, `The event at place ${place} was altered and its hash made to fit; the next one remembers another.`);
        checkColumns(row);
        at = row.hash;
        known.add(at);
        place = row.caseSeq;
        continue;
      }
      const [from, to] = [place + 1, Math.max(place + 1, row.caseSeq - 1)];
      find('removed', from, from === to ? `The event at place ${from} was removed.` : `The events at places ${from} to ${to} were removed.`);
      checkColumns(row);
      at = row.hash;
    } else {
      find('altered', row.caseSeq, `The text of event ${row.id} (${row.type}) and its link were altered.`);
      at = row.hash;
    }
    known.add(at);
    place = row.caseSeq;
  }

  if (head !== null && head.head !== at) {
    const ending = ordered.findIndex((row) => row.hash === head.head);
    if (head.length > place) find('removed', place + 1, head.length === place + 1 ? `The last event (place ${head.length}) was removed.` : `The last events (places ${place + 1} to ${head.length}) were removed.`);
    else if (ending >= 0) for (const row of ordered.slice(ending + 1)) find('added', row.caseSeq, `Event ${row.id} (${row.type}) was added at the end without the store's knowledge.`);
    else find('rewritten', place, 'The events of the case are not those that the store recorded as its chain.');
  }
  if (head === null) find('removed', 0, 'The head of the chain was removed.');

  if (!findings.some(({ kind }) => kind === 'removed' || kind === 'rewritten')) {
    const broken = signed.find((one) => !known.has(one.hash));
    if (broken !== undefined) find('rewritten', broken.caseSeq, `The chain is whole, but it is not the one signed in checkpoint ${broken.no}: it was written anew at or before place ${broken.caseSeq}.`);
  }
  return findings;

  function checkPlace(row: ChainRow): void {
    if (row.caseSeq !== place + 1 && !findings.some(({ kind, caseSeq }) => kind === 'added' && caseSeq === place + 1)) {
      find('altered', row.caseSeq, `The place of event ${row.id} was altered: it follows place ${place}.`);
    }
  }

  function checkColumns(row: ChainRow): void {
    const body = parsed<{ id: string; caseId: string; type: string; at: string; actor: { kind: string; id: string } }>(row.body);
    if (body === null) {
      find('altered', row.caseSeq, `The text of event ${row.id} is no event.`);
      return;
    }
    const actor = row.actor as { kind?: string; id?: string };
    const differs = ([['id', body.id, row.id], ['case', body.caseId, row.caseId], ['type', body.type, row.type], ['at', body.at, row.at],
      ['actor', `${body.actor?.kind}/${body.actor?.id}`, `${actor.kind}/${actor.id}`]] as const).filter(([, said, stands]) => said !== stands);
    if (differs.length > 0) find('altered', row.caseSeq, `Of event ${row.id} the ${differs.map(([name]) => name).join(', ')} beside the text was altered.`);
  }
}

/** The hashes that lead up to the recorded head (or, where that is not here, to the last event), as far back as the links go. */
function backFrom(rows: readonly ChainRow[], head: ChainHead | null): Set<string> {
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  const trunk = new Set<string>();
  for (let row = (head && byHash.get(head.head)) ?? rows.at(-1); row !== undefined && !trunk.has(row.hash); row = byHash.get(row.prevHash)) trunk.add(row.hash);
  return trunk;
}

/** The value of a JSON object's text; null where it is none. */
export function parsed<Shape>(text: string): Shape | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Shape) : null;
  } catch {
    return null;
  }
}

/**
 * The events in the order their links give, numbered as they lie. Where the links do not say
 * (something is missing, or two follow one), the order of the places stands.
 */
function untangle(rows: readonly ChainRow[]): { ordered: ChainRow[]; firstOutOfPlace: number | null } {
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  const early = rows.filter((row) => (byHash.get(row.prevHash)?.caseSeq ?? 0) > row.caseSeq);
  if (early.length === 0) return { ordered: [...rows], firstOutOfPlace: null };
  const followers = Map.groupBy(rows, (row) => row.prevHash);
  const placed = new Set<ChainRow>();
  const order: ChainRow[] = [];
  const walk = (start: ChainRow): void => {
    for (let row: ChainRow | undefined = start; row !== undefined && !placed.has(row);) {
      placed.add(row);
      order.push(row);
      row = followers.get(row.hash)?.find((follower) => !placed.has(follower));
    }
  };
  for (const row of rows) if (!byHash.has(row.prevHash)) walk(row);
  for (const row of rows) walk(row);
  const firstOutOfPlace = rows.find((row, index) => row !== order[index])?.caseSeq ?? null;
  return { ordered: order.map((row, index) => ({ ...row, caseSeq: rows[index]!.caseSeq })), firstOutOfPlace };
}
