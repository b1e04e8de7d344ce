import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { createHash } from 'node:crypto';
import { canonicalText, sha256 } from '@ankomst/core';
import type { CaseEvent, DecisionRecord, Permit } from '@ankomst/core';
import { StoreError } from '../errors.ts';
import type { Store } from '../store.ts';
import { headLine } from './checkpoint.ts';
import type { CheckpointStatement } from './checkpoint.ts';
import type { Finding } from './finding.ts';
import { judgeChain, parsed } from './judge-chain.ts';
import type { ChainRow, SignedHead } from './judge-chain.ts';

export interface AuditReport {
  findings: Finding[];
  /** What was looked at. */
  checked: { cases: number; events: number; checkpoints: number; decisions: number; permits: number; letters: number; rulebooks: number; documents: number };
}

/** Whether a compact JWS is by one of the authority's keys and its payload is this text. */
type IsSigned = (jws: string, text: string) => Promise<boolean>;

/** What sound events say was made. */
interface Records { decisions: Map<string, string>; permits: Set<string>; letters: Map<string, string> }

/**
 * Recomputes everything that was recorded and says what does not fit: every event's hash and
 * chain, the checkpoints' signatures and what they signed, decisions, permits, letters and
 * rulebooks against their hashes, and the files in the document store against their names.
 * One finding per fault. Reads page by page, without holding up those who write; writes nothing.
 * @param publicKeys the authority's public keys, old ones too
 * @param options.files whether the files' content is read too
 * @param options.page rows read at a time
 */
export async function verifyAudit(store: Store, publicKeys: { keys: object[] }, { files = true, page = 2000 }: { files?: boolean; page?: number } = {}): Promise<AuditReport> {
  const keys = createLocalJWKSet(publicKeys as JSONWebKeySet);
  const isSigned: IsSigned = async (jws, text) => {
    try {
      const { payload } = await compactVerify(jws, keys);
      return new TextDecoder().decode(payload) === text;
    } catch {
      return false;
    }
  };
  const report: AuditReport = { findings: [], checked: { cases: 0, events: 0, checkpoints: 0, decisions: 0, permits: 0, letters: 0, rulebooks: 0, documents: 0 } };
  const pages = pagesOf(store, page);
  // In this order: what is written while we read is then never expected before it can be there.
  const last = await verifyCheckpoints(store, report, pages, isSigned);
  const told = await verifyChains(store, report, page, last);
  await verifyDecisions(store, report, pages, told);
  await verifyPermits(report, pages, told, isSigned);
  await verifyLetters(store, report, pages, told, files);
  await verifyRulebooks(report, pages);
  if (files) await verifyDocuments(store, report, pages);
  return report;
}

/** Reads all rows of a table in the order of a text key, page by page. */
type Pages = <Row>(columns: string, table: string, key: string) => AsyncGenerator<Row & { key: string }>;

const pagesOf = (store: Store, size: number): Pages => async function* <Row>(columns: string, table: string, key: string) {
  for (let after: string | null = null; ;) {
    const rows: (Row & { key: string })[] = await store.query(
      `select ${key} as key, ${columns} from ${table} where $1::text is null or ${key} > $1 order by ${key} limit ${size}`, [after]);
    yield* rows;
    if (rows.length < size) return;
    after = rows.at(-1)!.key;
  }
};

/** Returns the number of the last checkpoint there was. */
async function verifyCheckpoints(store: Store, { findings, checked }: AuditReport, pages: Pages, isSigned: IsSigned): Promise<number> {
  let before: { no: number; body: string } | null = null;
  for (const row of await store.query<{ no: number; lastSeq: number; events: number; body: string; signed: string }>(
    'select no, last_seq as "lastSeq", events, body, signed from checkpoint order by no')) {
    checked.checkpoints++;
    const find = (kind: Finding['kind'], what: string): void => { findings.push({ kind, record: `checkpoint ${row.no}`, what }); };
    const expected: number = (before?.no ?? 0) + 1;
    if (row.no !== expected) find('removed', `Before checkpoint ${row.no} one or more were removed.`);
    if (!(await isSigned(row.signed, row.body))) {
      find('signature', `The signature of checkpoint ${row.no} does not hold.`);
    } else {
      const said = JSON.parse(row.body) as CheckpointStatement;
      let lines = createHash('sha256');
      let heads = 0;
      for await (const head of pages<{ caseSeq: number; hash: string }>('case_seq as "caseSeq", hash', `(select * from checkpoint_head where no = ${row.no}) h`, 'case_id')) {
        lines = lines.update(headLine(head.key, head.caseSeq, head.hash));
        heads++;
      }
      if (lines.digest('hex') !== said.root || heads !== said.heads || said.no !== row.no || said.lastSeq !== row.lastSeq || said.events !== row.events) {
        find('altered', `What is stored with checkpoint ${row.no} is not what it signed.`);
      } else if (row.no === expected && said.previous !== (before === null ? null : sha256(before.body))) {
        find('altered', `Checkpoint ${row.no} follows another checkpoint ${row.no - 1} than the one stored.`);
      }
    }
    before = row;
  }
  return before?.no ?? 0;
}

interface EventRow extends ChainRow { length: number | null; head: string | null }

async function* events(store: Store, page: number): AsyncGenerator<EventRow> {
  for (let after: { caseId: string; caseSeq: number } = { caseId: '', caseSeq: 0 }; ;) {
    const rows: EventRow[] = await store.query(
      `select e.case_id as "caseId", e.case_seq as "caseSeq", e.id, e.type, iso(e.at) as at, e.actor, e.body, e.prev_hash as "prevHash", e.hash, c.length, c.head
       from (select * from event where (case_id, case_seq) > ($1, $2::int) order by case_id, case_seq limit $3) e
       left join chain c on c.case_id = e.case_id order by e.case_id, e.case_seq`, [after.caseId, after.caseSeq, page], 'audit_events');
    yield* rows;
    if (rows.length < page) return;
    after = rows.at(-1)!;
  }
}

/** Judges each chain; returns what the sound events say of decisions, permits and letters. */
async function verifyChains(store: Store, { findings, checked }: AuditReport, page: number, lastCheckpoint: number): Promise<Records> {
  const told: Records = { decisions: new Map(), permits: new Set(), letters: new Map() };
  let group: EventRow[] = [];
  const judge = async (waiting: EventRow[][]): Promise<void> => {
    if (waiting.length === 0) return;
    const signed = Map.groupBy(await store.query<SignedHead & { caseId: string }>(
      'select no, case_id as "caseId", case_seq as "caseSeq", hash from checkpoint_head where case_id = any($1) and no <= $2 order by case_id, no',
      [waiting.map((rows) => rows[0]!.caseId), lastCheckpoint], 'audit_heads'), ({ caseId }) => caseId);
    for (const rows of waiting) {
      // The head as read together with the last of the events.
      const { caseId, length, head } = rows.at(-1)!;
      checked.cases++;
      const found = judgeChain(caseId, rows, length === null ? null : { length, head: head! }, signed.get(caseId) ?? []);
      findings.push(...found);
      const unsound = new Set(found.map(({ caseSeq }) => caseSeq));
      for (const row of rows) if (!unsound.has(row.caseSeq)) note(row, told);
    }
  };
  let waiting: EventRow[][] = [];
  for await (const row of events(store, page)) {
    checked.events++;
    if (group.length > 0 && group[0]!.caseId !== row.caseId) {
      waiting.push(group);
      group = [];
      if (waiting.length >= 500) await judge(waiting.splice(0));
    }
    group.push(row);
  }
  if (group.length > 0) waiting.push(group);
  await judge(waiting);

  // Cases whose events are all gone, as the store's own record or a checkpoint remembers them.
  for (const { caseId } of await store.query<{ caseId: string }>(
    `select case_id as "caseId" from (select case_id from chain where length > 0 union select case_id from checkpoint_head) c
     where not exists (select from event e where e.case_id = c.case_id) order by 1`)) {
    findings.push({ kind: 'removed', caseId, caseSeq: 1, what: 'All events of the case were removed.' });
  }
  return told;
}

function note(row: EventRow, told: Records): void {
  if (row.type !== 'DecisionMade' && row.type !== 'PermitGranted' && row.type !== 'LetterIssued') return;
  const data = parsed<CaseEvent>(row.body)?.data ?? {};
  if (row.type === 'DecisionMade' && typeof data['decision'] === 'string') told.decisions.set(data['decision'], String(data['hash']));
  if (row.type === 'PermitGranted' && typeof data['permit'] === 'string') told.permits.add(data['permit']);
  if (row.type === 'LetterIssued' && typeof data['letter'] === 'string') told.letters.set(data['letter'], `${String(data['html'])} ${String(data['pdf'])}`);
}

async function verifyDecisions(store: Store, { findings, checked }: AuditReport, pages: Pages, told: Records): Promise<void> {
  const rulebooks = new Set((await store.query<{ hash: string }>('select hash from rulebook')).map(({ hash }) => hash));
  const left = new Map(told.decisions);
  type Row = { caseId: string; personId: string; outcome: string; automatic: boolean; at: string; body: string; hash: string };
  for await (const row of pages<Row>('case_id as "caseId", person_id as "personId", outcome, automatic, iso(decided_at) as at, body, hash', 'decision', 'id')) {
    checked.decisions++;
    const find = (kind: Finding['kind'], what: string): void => { findings.push({ kind, caseId: row.caseId, record: `decision ${row.key}`, what }); };
    const said = left.get(row.key);
    left.delete(row.key);
    if (`sha256:${sha256(row.body)}` !== row.hash || (said !== undefined && said !== row.hash)) {
      find('altered', 'The decision is not the one that was made: its hash no longer fits.');
      continue;
    }
    const record = parsed<Omit<DecisionRecord, 'hash'>>(row.body);
    if (record === null || record.id !== row.key || record.caseId !== row.caseId || record.personId !== row.personId || record.outcome !== row.outcome
      || record.automatic !== row.automatic || record.decidedAt !== row.at) {
      find('altered', 'What stands beside the decision differs from its text.');
    } else if (!rulebooks.has(record.assessment?.rulebook)) {
      find('missing', `The rulebook ${record.assessment.rulebook} of the decision is not on file: it cannot be replayed.`);
    }
  }
  for (const id of left.keys()) findings.push({ kind: 'removed', record: `decision ${id}`, what: 'A decision that was made is gone.' });
}

async function verifyPermits({ findings, checked }: AuditReport, pages: Pages, told: Records, isSigned: IsSigned): Promise<void> {
  const left = new Set(told.permits);
  type Row = { caseId: string; personId: string; kind: string; from: string; to: string | null; body: string; hash: string; signed: string };
  for await (const row of pages<Row>('case_id as "caseId", person_id as "personId", kind, valid_from::text as "from", valid_to::text as "to", body, hash, signed', 'permit', 'id')) {
    checked.permits++;
    left.delete(row.key);
    const find = (kind: Finding['kind'], what: string): void => { findings.push({ kind, caseId: row.caseId, record: `permit ${row.key}`, what }); };
    if (`sha256:${sha256(row.body)}` !== row.hash) {
      find('altered', 'The permit is not the one that was granted: its hash no longer fits.');
      continue;
    }
    const permit = parsed<Permit>(row.body);
    const { signed, ...terms } = permit ?? ({} as Permit);
    if (terms.id !== row.key || terms.caseId !== row.caseId || terms.personId !== row.personId || terms.kind !== row.kind
      || terms.validFrom !== row.from || (terms.validTo ?? null) !== row.to || signed !== row.signed) {
      find('altered', 'What stands beside the permit differs from its text.');
    } else if (!(await isSigned(signed, canonicalText(terms)))) {
      find('signature', 'The signature of the permit does not hold.');
    }
  }
  for (const id of left) findings.push({ kind: 'removed', record: `permit ${id}`, what: 'A permit that was granted is gone.' });
}

async function verifyLetters(store: Store, { findings, checked }: AuditReport, pages: Pages, told: Records, files: boolean): Promise<void> {
  const left = new Map(told.letters);
  for await (const row of pages<{ caseId: string; html: string; htmlHash: string; pdfHash: string }>('case_id as "caseId", html, html_sha256 as "htmlHash", pdf_sha256 as "pdfHash"', 'letter', 'id')) {
    checked.letters++;
    const said = left.get(row.key);
    left.delete(row.key);
    const find = (kind: Finding['kind'], what: string): void => { findings.push({ kind, caseId: row.caseId, record: `letter ${row.key}`, what }); };
    if (sha256(row.html) !== row.htmlHash || (said !== undefined && said !== `${row.htmlHash} ${row.pdfHash}`)) find('altered', 'The letter is not the one that was issued: its hash no longer fits.');
    if (files) await verifyFile(store, row.pdfHash, find);
  }
  for (const id of left.keys()) findings.push({ kind: 'removed', record: `letter ${id}`, what: 'A letter that was issued is gone.' });
}

async function verifyRulebooks({ findings, checked }: AuditReport, pages: Pages): Promise<void> {
  for await (const row of pages<{ body: string }>('body', 'rulebook', 'hash')) {
    checked.rulebooks++;
    if (`sha256:${sha256(row.body)}` !== row.key) findings.push({ kind: 'altered', record: `rulebook ${row.key}`, what: 'The rulebook is not the one that was released: its hash no longer fits.' });
  }
}

async function verifyDocuments(store: Store, { findings, checked }: AuditReport, pages: Pages): Promise<void> {
  for await (const row of pages<{ id: string }>('id', '(select sha256 as file, min(id) as id from document group by sha256) d', 'file')) {
    checked.documents++;
    await verifyFile(store, row.key, (kind, what) => { findings.push({ kind, record: `document ${row.id}`, what }); });
  }
}

async function verifyFile(store: Store, address: string, find: (kind: Finding['kind'], what: string) => void): Promise<void> {
  try {
    const hash = createHash('sha256');
    for await (const chunk of await store.documents.get(address)) hash.update(chunk as Uint8Array);
    if (hash.digest('hex') !== address) find('altered', 'The file is not the one that was stored: its content has another hash.');
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'document-missing')) throw error;
    find('removed', 'The file is not in the document store.');
  }
}
