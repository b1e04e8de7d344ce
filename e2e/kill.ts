// The server dies at random moments while families apply; nothing that it acknowledged may be lost, nothing doubled.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, startNeighbours } from '@ankomst/neighbours';
import { personByIdentifier, casesOfPerson, loadCase, openStore, verifyAudit, type Store } from '@ankomst/store';
import { nameText, type PersonName } from '@ankomst/core';
import { readConfig, startServer } from '../packages/server/src/index.ts';
import { inventFamilies, putOnFile, tellBirth, tellRegister, type Family } from './families.ts';
import { fillIn, answerApproval, offeredCase } from '../packages/server/src/testing/newborn.ts';
import { createVisitor, type Page, type Visitor } from '../packages/server/src/testing/visitor.ts';
import { freePort, logIn, neighbourAddresses } from '../packages/server/src/testing/world.ts';

export interface KillPlan {
  families: number;
  /** A PostgreSQL server to use; otherwise the embedded one. */
  databaseUrl?: string;
  /**
   * After how many acknowledged acts a server dies: at least, and at most; then so many milliseconds later that it may
   * be in the middle of the next. Not after a time: on a slow machine nobody would get anything done between two kills.
   */
  acts: [number, number];
  /** Families at work at the same time. */
  hands: number;
  /** Fixes chance, so that a failing run can be run again. */
  seed: number;
}

export interface KillReport { kills: number; granted: number; retries: number; seconds: number }

interface Applying extends Family { caseId?: string; sent?: boolean; approved?: boolean; told?: boolean }

/** Plays the plan and checks what is left. @throws AssertionError where something acknowledged is missing, or doubled, or a chain does not verify */
export async function killAtRandom(plan: KillPlan): Promise<KillReport> {
  const chance = seeded(plan.seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'ankomst-kill-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const neighbours = await startNeighbours({ dataDir, authorityUrl: url, ports: freePorts, backoff: () => 200 });
  const env = {
    PORT: String(port), PUBLIC_URL: url, DATA_DIR: join(dataDir, 'authority'), LOG_LEVEL: 'silent', CONTENT_DIR: resolve(import.meta.dirname, '../content/sweden'),
    ...neighbourAddresses(neighbours.urls),
    ...(plan.databaseUrl ? { DATABASE_URL: plan.databaseUrl } : {}),
  };
  const families: Applying[] = inventFamilies(plan.families);
  await tellRegister(families, neighbours.urls.register);
  const before = await startServer(readConfig(env));
  await putOnFile(families, before.deps).finally(() => before.close());

  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, '../packages/cli/src/main.ts'), 'start'], {
      env: { ...process.env, ...env, NEIGHBOURS: 'off', DEMO: 'off' }, stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (;;) {
      if (server.exitCode !== null) throw new Error(`the server did not start: exit ${server.exitCode}`);
      if (await fetch(`${url}/health`).then((answer) => answer.ok, () => false)) return;
      await pause(50);
    }
  };
  const report: KillReport = { kills: 0, granted: 0, retries: 0, seconds: 0 };
  const began = Date.now();
  // one thing that goes wrong stops everybody: nobody goes on trying against a server that is gone
  const stopped = new AbortController();
  let working = true, acts = 0;
  try {
    await start();
    const killer = (async () => {
      while (working) {
        const last = acts + plan.acts[0] + Math.floor(chance() * (plan.acts[1] - plan.acts[0] + 1));
        while (working && acts < last) await pause(5);
        await pause(chance() * 300);
        if (!working) return;
        const dying = server!;
        const gone = new Promise((done) => dying.once('exit', done));
        dying.kill('SIGKILL');
        await gone;
        report.kills += 1;
        await start();
      }
    })();
    const queue = [...families];
    const work = async (): Promise<void> => {
      for (let family = queue.shift(); family; family = queue.shift()) await apply(family, url, neighbours.urls.register, report, stopped.signal, () => { acts += 1; });
    };
    const workers = Promise.all(Array.from({ length: plan.hands }, work)).finally(() => { working = false; });
    await Promise.all([workers, killer]);
    // what was promised for later (letters, pings, notices) is done by the server that lives now
    await settled(families, url, neighbours.urls, server!);
  } catch (error) {
    await neighbours.close();
    throw error;
  } finally {
    working = false;
    stopped.abort();
    server?.kill('SIGTERM');
    if (server && server.exitCode === null && server.signalCode === null) await new Promise((done) => server!.once('exit', done));
    report.seconds = (Date.now() - began) / 1000;
  }
  const notices = await fetch(`${neighbours.urls.register}/notices/permits`, { headers: { authorization: 'Bearer demo-register-key' } }).then((answer) => answer.json()) as { data?: { number?: string } }[];
  await neighbours.close();
  await examine(families, env, report, notices);
  await rm(dataDir, { recursive: true, force: true });
  return report;
}

/** One family's way, as people do it: what does not answer is tried again, what leads to the login is logged in to again. */
async function apply(family: Applying, url: string, register: string, report: KillReport, stopped: AbortSignal, acted: () => void): Promise<void> {
  const again = async <T>(step: () => Promise<T>): Promise<T> => {
    // While nobody answers one waits as long as it takes: a start on a busy machine can take its time, and a server that
    // never comes back is told by the one who starts it. What is answered wrongly is tried again only so often.
    for (let wrong = 0; ;) {
      try {
        const done = await step();
        acted();
        return done;
      } catch (error) {
        if (!isSilence(error)) wrong += 1;
        if (wrong > 1200 || stopped.aborted) throw error;
        report.retries += 1;
        await pause(100);
      }
    }
  };
  const { mother, father } = family;
  await again(() => tellBirth(family, register));
  let first = await again(() => loggedIn(url, mother.number));
  family.caseId = await again(async () => offeredCase((first = await alive(first, url, mother.number))));
  const id = family.caseId;
  await again(async () => {
    first = await alive(first, url, mother.number);
    if (await phaseShown(first, id)) { family.sent = true; return; }
    const check = await fillIn(first, id, { number: family.passport });
    assert.match(check.url, /\/check$/);
    const sent = await first.send(check, { action: `/case/${id}/check` });
    assert.match(sent.url, /\/sent$/, `${sent.status} ${sent.url}`);
    family.sent = true;
  });
  await again(async () => {
    first = await alive(first, url, mother.number);
    const page = await first.get(`/case/${id}/messages`);
    if (isSent(page, family.message)) { family.told = true; return; }
    const sent = await first.send(page, { action: `/case/${id}/messages`, fields: { text: family.message } });
    assert.ok(isSent(sent, family.message), `${sent.status} ${sent.url}`);
    family.told = true;
  });
  let second = await again(() => loggedIn(url, father.number));
  await again(async () => {
    second = await alive(second, url, father.number);
    const decided = await second.get(`/case/${id}/decision`);
    if (decided.url.endsWith('/decision') && decided.status === 200) { family.approved = true; return; }
    const page = await answerApproval(second, id, true);
    assert.match(page.url, /\/sent$/, `${page.status} ${page.url}`);
    family.approved = true;
  });
}

/** Nobody answered, or no longer: what `fetch` throws where the connection is refused or cut. */
const isSilence = (error: unknown): boolean => error instanceof TypeError && /fetch failed|terminated/.test(error.message);

/** Does the page show the message among those sent? Words still in the box were kept, but nobody has been told that they went. */
function isSent({ status, text }: Page, message: string): boolean {
  return status === 200 && text.replace(/<textarea[\s\S]*?<\/textarea>/g, '').includes(message);
}

async function loggedIn(url: string, number: string): Promise<Visitor> {
  const visitor = createVisitor(url);
  const page = await logIn(visitor, number);
  assert.match(page.url, /\/my$/, `${page.status} ${page.url}`);
  return visitor;
}

/** The same visitor, or a fresh login where the session is gone. */
async function alive(visitor: Visitor, url: string, number: string): Promise<Visitor> {
  const page = await visitor.get('/my');
  return page.url.endsWith('/my') && page.status === 200 ? visitor : loggedIn(url, number);
}

/** Is the application in already? Then a retry finds the case, not the form. */
async function phaseShown(visitor: Visitor, id: string): Promise<boolean> {
  const page = await visitor.get(`/case/${id}/offer`);
  return !/\/(?:offer|tasks|form\/[\w-]+)$/.test(new URL(page.url).pathname);
}

/**
 * Waits until what was promised for later has come: each family's letter is on their page, and the register has
 * been told of each permit. An errand that a killed worker held is taken up when its lease ends (a minute).
 */
async function settled(families: readonly Applying[], url: string, urls: { register: string }, server: ChildProcess): Promise<void> {
  const until = Date.now() + 240_000;
  const open = new Set(families);
  for (;;) {
    if (server.exitCode !== null) throw new Error('the server ended by itself');
    for (const family of open) {
      const reader = await loggedIn(url, family.father.number);
      if ((await reader.get(`/case/${family.caseId}/decision`)).text.includes('.pdf')) open.delete(family);
    }
    const notices = await fetch(`${urls.register}/notices/permits`, { headers: { authorization: 'Bearer demo-register-key' } }).then((answer) => answer.json()) as unknown[];
    // examine says precisely what is missing, if anything still is
    if ((open.size === 0 && notices.length >= families.length) || Date.now() > until) return;
    await pause(1000);
  }
}

/** Opens what is left on the disk and looks for every acknowledged thing. */
async function examine(families: Applying[], env: Record<string, string>, report: KillReport, notices: { data?: { number?: string } }[]): Promise<void> {
  const config = readConfig(env);
  const store: Store = await openStore(config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir }, { clock: { now: () => new Date().toISOString() }, documentsDir: join(config.dataDir, 'documents') });
  try {
    const numbers = new Set<string>();
    for (const family of families) {
      assert.ok(family.sent && family.approved && family.told, `family ${family.mother.number} did not come through`);
      const personId = await personByIdentifier(store, 'personal-number', family.mother.number);
      assert.ok(personId, 'the mother is known');
      const cases = await casesOfPerson(store, personId);
      assert.equal(cases.length, 1, `family ${family.mother.number} has ${cases.length} cases`);
      const loaded = (await loadCase(store, family.caseId!))!;
      const who = `case ${loaded.file.number}`;
      const child = loaded.file.parties.find((party) => party.role === 'applicant')!.personId;
      const fact = (name: string): unknown => loaded.facts.find((one) => one.subject === `person/${child}` && one.name === name)?.value;
      assert.equal(nameText(fact('person.name') as PersonName).startsWith('Barn'), true, who);
      assert.equal(fact('person.passport-number'), family.passport, who);
      assert.equal(loaded.file.phase, 'decided', `${who} is ${loaded.file.phase}: ${JSON.stringify(loaded.file.stopped)}`);
      assert.equal(loaded.decisions.length, 1, `${who}: one decision`);
      assert.deepEqual([loaded.decisions[0]!.outcome, loaded.decisions[0]!.automatic], ['granted', true], who);
      assert.equal(loaded.permits.length, 1, `${who}: one permit`);
      assert.equal(loaded.messages.filter((message) => message.text === family.message).length, 1, `${who}: the message is there once`);
      const grants = loaded.letters.filter((letter) => letter.letter === 'grant');
      assert.deepEqual(grants.map((letter) => letter.toPersonId).sort(), [...new Set(grants.map((letter) => letter.toPersonId))].sort(), `${who}: no letter twice`);
      assert.equal(grants.length, 2, `${who}: a letter to each guardian`);
      // the picture sent with the form is the picture on the disk
      const documents = fact('person.passport-image') as { sha256?: string }[] | { sha256?: string } | undefined;
      const picture = [documents ?? []].flat()[0] as { sha256?: string; document?: string } | undefined;
      const document = loaded.documents.find((one) => one.id === picture?.document || one.sha256 === picture?.sha256) ?? loaded.documents[0];
      assert.ok(document, `${who}: the picture is on file`);
      assert.equal(await hashOf(await store.documents.get(document.sha256)), document.sha256, `${who}: the picture is whole`);
      const types = loaded.events.map((event) => event.type);
      for (const type of ['ApplicationLodged', 'DecisionMade', 'PermitGranted', 'CaseOpened'] as const) assert.equal(types.filter((one) => one === type).length, 1, `${who}: ${type} once`);
      numbers.add(String(fact('person.personal-number')));
      report.granted += 1;
    }
    const told = notices.map((notice) => JSON.stringify(notice)).filter((text) => [...numbers].some((number) => text.includes(number)));
    assert.equal(told.length, families.length, 'each permit told to the register once');
    const { keys } = await import('../packages/server/src/keys.ts').then(({ openKeys }) => openKeys(config.dataDir).jwks);
    const audit = await verifyAudit(store, { keys });
    assert.deepEqual(audit.findings, []);
    assert.ok(audit.checked.events >= families.length * 8);
  } finally {
    await store.close();
  }
}

async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of stream) hash.update(part);
  return hash.digest('hex');
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => { // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A database of its own on the test server. */
export async function emptyDatabase(): Promise<string> {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL']! });
  await admin.connect();
  const name = `kill_${process.pid}_${Date.now()}`;
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  url.pathname = `/${name}`;
  return url.href;
}
