import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalText, contentHash, sha256 } from '@ankomst/core';
import type { Json, Rulebook } from '@ankomst/core';
import { orphans, putRulebook, verifyAudit, watchdog, writeCheckpoint } from '../index.ts';
import type { Finding, Store } from '../index.ts';
import { testIds, testStores } from '../testing.ts';
import { at, caseFile, decision, event, opening } from '../testing/fixtures.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'EdDSA' }] };
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const sign = (payload: Json): string => {
  const text = `${base64url(JSON.stringify({ alg: 'EdDSA', kid: 'k' }))}.${base64url(canonicalText(payload))}`;
  return `${text}.${signBytes(null, Buffer.from(text), privateKey).toString('base64url')}`;
};

/** A picture of one pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

for (const { name, skip, open } of testStores()) {
  describe(`audit on ${name}`, { skip }, () => {
    let store: Store;
    let directory: string;
    const ids = testIds();
    const c = 'case-c';
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'ankomst-audit-'));
      store = await open({ documentsDir: directory });
      const content = { service: 's', version: '1', validFrom: '2026-01-01', approvedBy: ['x'] } as unknown as Rulebook;
      const rulebook: Rulebook = { ...content, hash: contentHash(content) };
      await putRulebook(store, rulebook, at);
      for (const id of ['case-a', 'case-b', c]) await store.commit(opening(id, `person-${id}`, ids));
      for (let i = 2; i <= 6; i++) await store.commit({ events: [event(`${c}-${i}`, c)] });

      const file = await store.documents.put(Readable.from([png]), { maxBytes: 1000 });
      const made = decision('decision-1', 'case-a', 'person-case-a');
      const { hash: _, ...unhashed } = { ...made, assessment: { ...made.assessment, rulebook: rulebook.hash } };
      const decided = { ...unhashed, hash: contentHash(unhashed) };
      const terms = { id: 'permit-1', personId: 'person-case-a', caseId: 'case-a', decisionId: 'decision-1', grantedAt: at, kind: 'k', validFrom: '2026-11-03', validTo: null, ground: 'g' };
      const html = '<p>letter</p>';
      await store.commit({
        decision: decided, permit: { ...terms, signed: sign(terms) },
        letters: [{ id: 'letter-1', caseId: 'case-a', decisionId: 'decision-1', letter: 'grant', language: 'sv', toPersonId: 'person-case-a', html, htmlSha256: sha256(html), pdfSha256: file.sha256, at }],
        documents: [{ id: 'document-1', ...file, name: 'p.png', caseId: 'case-a', uploadedBy: 'x', at }],
        events: [
          event('made', 'case-a', { type: 'DecisionMade', data: { decision: decided.id, hash: decided.hash } }),
          event('granted', 'case-a', { type: 'PermitGranted', data: { permit: 'permit-1' } }),
          event('issued', 'case-a', { type: 'LetterIssued', data: { letter: 'letter-1', html: sha256(html), pdf: file.sha256 } }),
        ],
      });
      assert.ok(await writeCheckpoint(store, sign));
      await store.commit({ events: [event('later', 'case-b')] });
      const second = await writeCheckpoint(store, sign);
      assert.deepEqual({ no: second?.no, events: second?.events, heads: second?.heads }, { no: 2, events: 1, heads: 1 });
      assert.equal(await writeCheckpoint(store, sign), null);
    });
    after(async () => {
      await store?.close();
      await rm(directory, { recursive: true, force: true });
    });

    const all = 'case_file case_party chain event decision permit letter rulebook checkpoint checkpoint_head access_log access_log_person sampled_decision'.split(' ');
    /** Does harm as somebody with full rights on the database would, looks, and undoes it all. */
    const harmed = async (harm: string[]): Promise<Finding[]> => {
      const undo = new Error('undo');
      let findings: Finding[] = [];
      await store.driver.transaction(async (tx) => {
        for (const table of all) await tx.query(`alter table ${table} disable trigger user`);
        for (const sql of harm) await tx.query(sql);
        findings = (await verifyAudit({ ...store, query: tx.query }, keys)).findings;
        throw undo;
      }).catch((error: unknown) => { if (error !== undo) throw error; });
      return findings;
    };
    const shift = (from: number, by: number): string[] => [
      `update event set case_seq = case_seq + 1000 where case_id = '${c}' and case_seq >= ${from}`,
      `update event set case_seq = case_seq - 1000 + ${by} where case_id = '${c}' and case_seq >= 1000`,
    ];
    /** Writes the chain of the case anew from a place on, as a knowing forger would. */
    const rechain = `
      do $$ declare r record; p text := encode(sha256(convert_to('${c}', 'UTF8')), 'hex'); n int := 0; begin
        for r in select * from event where case_id = '${c}' order by case_seq loop
          n := n + 1;
          update event set case_seq = n, prev_hash = p, hash = encode(sha256(convert_to(p || r.body, 'UTF8')), 'hex') where seq = r.seq returning hash into p;
        end loop;
        update chain set length = n, head = p where case_id = '${c}';
      end $$`;
    const insert = (seq: number, prev: string, hash: string): string =>
      `insert into event (id, case_id, case_seq, type, at, actor, body, prev_hash, hash)
       select 'forged', '${c}', ${seq}, type, at, actor, replace(body, id, 'forged'), ${prev}, ${hash} from event where id = '${c}-2'`;
    const hashOf = (place: number): string => `(select hash from event where id = '${c}-${place}')`;
    const own = (prev: string): string => `encode(sha256(convert_to(${prev} || (select replace(body, id, 'forged') from event where id = '${c}-2'), 'UTF8')), 'hex')`;

    test('what was not touched has no findings', async () => {
      const { findings, checked } = await verifyAudit(store, keys);
      assert.deepEqual(findings, []);
      assert.deepEqual(checked, { cases: 3, events: 12, checkpoints: 2, decisions: 1, permits: 1, letters: 1, rulebooks: 1, documents: 1 });
    });

    const faults: [string, string[], Partial<Finding>][] = [
      ['a text altered', [`update event set body = replace(body, 'note', 'nota') where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['the last text altered', [`update event set body = replace(body, 'note', 'nota') where id = '${c}-6'`], { kind: 'altered', caseSeq: 6 }],
      ['a text altered and hashed again', [`update event set body = replace(body, 'note', 'nota') where id = '${c}-3'`,
        `update event set hash = encode(sha256(convert_to(prev_hash || body, 'UTF8')), 'hex') where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['a hash altered', [`update event set hash = repeat('0', 64) where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['a link altered', [`update event set prev_hash = repeat('0', 64) where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['a type beside the text altered', [`update event set type = 'CaseClosed' where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['a time beside the text altered', [`update event set at = at + interval '1 second' where id = '${c}-3'`], { kind: 'altered', caseSeq: 3 }],
      ['an event removed', [`delete from event where id = '${c}-3'`], { kind: 'removed', caseSeq: 3 }],
      ['the first event removed', [`delete from event where case_id = '${c}' and case_seq = 1`], { kind: 'removed', caseSeq: 1 }],
      ['two neighbours removed', [`delete from event where id in ('${c}-3', '${c}-4')`], { kind: 'removed', caseSeq: 3 }],
      ['an event removed and the gap closed', [`delete from event where id = '${c}-3'`, ...shift(4, -1)], { kind: 'removed', caseSeq: 3 }],
      ['the last event removed', [`delete from event where id = '${c}-6'`], { kind: 'removed', caseSeq: 6 }],
      ['the last event removed and the head moved back', [`delete from event where id = '${c}-6'`, `update chain set length = 5, head = ${hashOf(5)} where case_id = '${c}'`], { kind: 'rewritten', caseSeq: 6 }],
      ['all events of a case removed', [`delete from event where case_id = '${c}'`], { kind: 'removed', caseSeq: 1 }],
      ['a whole case removed', [`delete from event where case_id = '${c}'`, `delete from chain where case_id = '${c}'`, `delete from case_party where case_id = '${c}'`, `delete from queue_entry where case_id = '${c}'`, `delete from case_file where id = '${c}'`], { kind: 'removed', caseSeq: 1 }],
      ['two events exchanged', [`update event set case_seq = 99 where id = '${c}-3'`, `update event set case_seq = 3 where id = '${c}-4'`, `update event set case_seq = 4 where id = '${c}-3'`], { kind: 'reordered', caseSeq: 3 }],
      ['the last moved to the front', [`update event set case_seq = 0 where id = '${c}-6'`, ...shift(0, 1)], { kind: 'reordered', caseSeq: 1 }],
      ['an event added between, without a fitting hash', [...shift(4, 1), insert(4, hashOf(3), `repeat('1', 64)`)], { kind: 'added', caseSeq: 4 }],
      ['an event added between, with a fitting hash', [...shift(4, 1), insert(4, hashOf(3), own(hashOf(3)))], { kind: 'added', caseSeq: 4 }],
      ['an event added from nowhere', [...shift(4, 1), insert(4, `repeat('2', 64)`, own(`repeat('2', 64)`))], { kind: 'added', caseSeq: 4 }],
      ['an event added at the end', [insert(7, hashOf(6), own(hashOf(6)))], { kind: 'added', caseSeq: 7 }],
      ['the chain written anew after a text was altered', [`update event set body = replace(body, 'note', 'nota') where id = '${c}-3'`, rechain], { kind: 'rewritten', caseSeq: 6 }],
      ['the chain written anew after an event was removed', [`delete from event where id = '${c}-3'`, rechain], { kind: 'rewritten', caseSeq: 6 }],
      ['a checkpoint signed by somebody else', [`update checkpoint set signed = 'a.b.c' where no = 2`], { kind: 'signature', record: 'checkpoint 2' }],
      ['a checkpoint\'s text altered', [`update checkpoint set body = replace(body, '"events":1', '"events":2') where no = 2`], { kind: 'signature', record: 'checkpoint 2' }],
      ['a head of a checkpoint removed', [`delete from checkpoint_head where no = 1 and case_id = 'case-a'`], { kind: 'altered', record: 'checkpoint 1' }],
      ['the first checkpoint removed', [`delete from checkpoint_head where no = 1`, `delete from checkpoint where no = 1`], { kind: 'removed', record: 'checkpoint 2' }],
      ['a decision altered', [`update decision set body = replace(body, 'granted', 'refused')`], { kind: 'altered', record: 'decision decision-1' }],
      ['a decision altered and hashed again', [`update decision set body = replace(body, 'some-ground', 'other')`, `update decision set hash = 'sha256:' || encode(sha256(convert_to(body, 'UTF8')), 'hex')`], { kind: 'altered', record: 'decision decision-1' }],
      ['a decision\'s outcome altered beside its text', [`update decision set automatic = false`], { kind: 'altered', record: 'decision decision-1' }],
      ['a permit lengthened', [`update permit set valid_to = '2099-01-01'`], { kind: 'altered', record: 'permit permit-1' }],
      ['a permit altered whole', [`update permit set kind = 'z', body = replace(body, '"kind":"k"', '"kind":"z"')`, `update permit set hash = 'sha256:' || encode(sha256(convert_to(body, 'UTF8')), 'hex')`], { kind: 'signature', record: 'permit permit-1' }],
      ['a permit removed', ['delete from permit'], { kind: 'removed', record: 'permit permit-1' }],
      ['a letter altered', [`update letter set html = 'x'`], { kind: 'altered', record: 'letter letter-1' }],
      ['a letter removed', ['delete from letter'], { kind: 'removed', record: 'letter letter-1' }],
      ['a rulebook altered', [`update rulebook set body = replace(body, '"1"', '"2"')`], { kind: 'altered' }],
      ['a rulebook removed', ['delete from rulebook'], { kind: 'missing', record: 'decision decision-1' }],
    ];
    for (const [what, harm, expected] of faults) {
      test(`found, once: ${what}`, async () => {
        const findings = await harmed(harm);
        assert.equal(findings.length, 1, JSON.stringify(findings, null, 1));
        assert.deepEqual({ ...findings[0], ...expected }, findings[0]);
        assert.ok(findings[0]!.what.length > 10);
      });
    }

    test('found: a file altered, a file gone', async () => {
      const hash = sha256(png);
      const path = join(directory, hash.slice(0, 2), hash.slice(2, 4), hash);
      await writeFile(path, 'forged');
      // The picture is both a letter's PDF and a document here.
      assert.deepEqual((await verifyAudit(store, keys)).findings.map(({ kind, record }) => [kind, record]), [['altered', 'letter letter-1'], ['altered', 'document document-1']]);
      await writeFile(path, png);
      assert.deepEqual((await verifyAudit(store, keys)).findings, []);
      assert.deepEqual(await readdir(join(directory, 'incoming')), []);
    });

    test('what is written while the audit reads is no fault', async () => {
      let wrote = false;
      const writing = (async () => {
        for (let i = 0; i < 40; i++) {
          await store.commit({ events: [event(`live-${i}`, 'case-b'), event(`live-c-${i}`, c)] });
          await writeCheckpoint(store, sign);
        }
        wrote = true;
      })();
      while (!wrote) assert.deepEqual((await verifyAudit(store, keys, { page: 3 })).findings, []);
      await writing;
      assert.deepEqual((await verifyAudit(store, keys, { page: 4 })).findings, []);
    });

    test('the watchdog names an open case that waits for nothing and that nobody works on', async () => {
      assert.deepEqual((await watchdog(store)).orphans, []);
      const person = { personId: 'person-case-a', role: 'applicant' };
      await store.commit({ cases: [caseFile('lost', { waiting: null, parties: [person] }), caseFile('worked-on', { waiting: null, assignedTo: 'anna' })] });
      assert.deepEqual((await orphans(store)).map(({ id }) => id), ['lost']);
    });
  });
}
