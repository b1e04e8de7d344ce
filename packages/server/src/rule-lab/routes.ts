import { Type } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createRuleEngine, type Rulebook } from '@ankomst/core';
import { eachRuleTest, reportOf, type RuleTestCase, type RuleTestFile } from '@ankomst/content';
import { endRuleJob, getRulebook, logAccess, ruleDraft, ruleJob } from '@ankomst/store';
import { actorOf } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { param, query, requireFresh, requireStaff } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { beginDraft, editDraft, frameDraft, setAsideDraft, undoEdit, type Author } from './act-on-draft.ts';
import {
  BeginBody, CellBody, EditBody, ExampleBody, FrameBody, JobBody, LabCellCheck, LabCompare, LabDraft, LabHome, LabJob, LabLaw, LabRulebook, LabTestCase, LabTestRun, LabTests, TestBody, WordsBody,
  type CellSent, type EditSent,
} from './api.ts';
import { approveDraft, proposeDraft, publishDraft, returnDraft } from './approve-draft.ts';
import { checkCell } from './check-cell.ts';
import { compareRulebooks } from './compare-rulebooks.ts';
import { testsOf } from './lab-content.ts';
import { draftView, jobView, labApprovers, labAuthors, labHome, labReaders, testsView } from './lab-views.ts';
import { loadDraft, type LoadedDraft } from './load-draft.ts';
import { testCaseView, testRun } from './rule-tests.ts';
import { lawOf, rulebookView } from './rulebook-view.ts';
import { startJob, type TestedDraft } from './run-job.ts';
import { testFromExample } from './test-from-case.ts';

/** The rule lab: a rulebook as people read it, drafts of it, what they would do, and how one becomes the law. */
export function labRoutes(app: FastifyInstance, deps: Deps): void {
  const language = (request: FastifyRequest): string => (request.language === 'en' ? 'en' : 'sv');
  const read = (request: FastifyRequest) => requireStaff(request, ...labReaders).subject;
  const author = (request: FastifyRequest, ...roles: readonly string[]): Author => {
    const { subject, name } = requireStaff(request, ...roles);
    return { staffId: subject.staffId, name };
  };
  const described = (summary: string, response: object): { schema: object } => ({ schema: { tags: ['rule lab'], summary, response: { 200: response } } });
  const shown = async (request: FastifyRequest, id = param(request, 'id')) => draftView(deps, read(request), await loadDraft(deps, id), language(request));

  app.get('/desk/api/lab', described('Services with their rulebooks, and the drafts', LabHome), async (request) => labHome(deps, read(request), language(request)));

  app.get('/desk/api/lab/rulebooks/:hash', described('A released rulebook: its tables, law, reasons and amounts', LabRulebook), async (request) => {
    read(request);
    return rulebookView(deps, await released(param(request, 'hash')), language(request));
  });

  // a rulebook never changes: what its cases came to is found once
  const tested = new Map<string, TestedDraft>();
  app.get('/desk/api/lab/rulebooks/:hash/tests', described('What the rulebook’s own cases come to, and which rows they hit', LabTests), async (request) => {
    read(request);
    const rulebook = await released(param(request, 'hash'));
    const tests = await testsOf(deps, rulebook);
    if (!tests) throw new Problem('not-found');
    let found = tested.get(rulebook.hash);
    if (!found) {
      const engine = createRuleEngine();
      const results = [];
      for (const result of eachRuleTest(rulebook, { file: '', value: tests, line: () => 1 }, engine)) {
        results.push(result);
        if (results.length % 20 === 0) await new Promise((done) => setImmediate(done));
      }
      const { coverage } = reportOf(rulebook, results);
      const failed = results.filter((one) => one.problems.length > 0).length;
      found = { passed: results.length - failed, failed, rows: coverage.rows, missed: coverage.missed.map((one) => one.row), tests: results.map(({ name, assessment, rows, problems }) => ({ name, outcome: assessment.outcome, rows, problems })) };
      tested.set(rulebook.hash, found);
    }
    return testsView(rulebook.hash, found, { edits: [] });
  });

  app.get('/desk/api/lab/law', described('Every provision that a row may cite', Type.Array(LabLaw)), async (request) => {
    read(request);
    return lawOf(deps, { legalBasis: [] }, deps.authority.law.map((one) => one.id), language(request));
  });

  app.get('/desk/api/lab/compare', described('What two versions differ in: `before` and `after` are rulebook hashes or draft ids', LabCompare), async (request) => {
    read(request);
    const [before, after] = await Promise.all([version(query(request, 'before')), version(query(request, 'after'))]);
    if (before.rulebook.service !== after.rulebook.service) throw new Problem('bad-request');
    const found = compareRulebooks(deps, before.rulebook, after.rulebook, language(request));
    return { ...found, difference: { ...found.difference, tests: after.tests } };
  });

  async function released(hash: string): Promise<Rulebook> {
    const rulebook = await getRulebook(deps.store, hash);
    if (!rulebook) throw new Problem('not-found');
    return rulebook;
  }
  async function version(id: string | undefined): Promise<{ rulebook: Rulebook; tests: string[] }> {
    if (!id) throw new Problem('bad-request');
    if (id.startsWith('sha256:')) return { rulebook: await released(id), tests: [] };
    const { rulebook, edits } = await loadDraft(deps, id);
    return { rulebook, tests: edits.flatMap(({ edit }) => ('test' in edit ? [edit.test] : [])) };
  }

  // --- drafts ---

  app.post<{ Body: { base: string; title: string } }>('/desk/api/lab/drafts', {
    schema: { tags: ['rule lab'], summary: 'Begins a draft over a released rulebook', body: BeginBody, response: { 200: Type.Object({ id: Type.String() }) } },
  }, async (request) => ({ id: await beginDraft(deps, author(request, ...labAuthors), request.body) }));

  app.get('/desk/api/lab/drafts/:id', described('A draft with all that is known of it', LabDraft), async (request) => shown(request));

  app.post<{ Body: CellSent }>('/desk/api/lab/drafts/:id/cell', {
    schema: { tags: ['rule lab'], summary: 'What a cell would say as it is typed: what cannot be read and where, or what would be wrong with its table', body: CellBody, response: { 200: LabCellCheck } },
  }, async (request) => {
    author(request, ...labAuthors);
    return checkCell((await loadDraft(deps, param(request, 'id'))).rulebook, request.body, language(request));
  });

  // --- the rules' own cases ---

  const withTests = async (id: string): Promise<LoadedDraft & { tests: RuleTestFile }> => {
    const draft = await loadDraft(deps, id);
    if (!draft.tests) throw new Problem('not-found');
    return { ...draft, tests: draft.tests };
  };
  app.get('/desk/api/lab/drafts/:id/tests/:name', described('One of the rules’ own cases, opened for writing; `-` a new one', LabTestCase), async (request) => {
    author(request, ...labAuthors);
    const { rulebook, tests } = await withTests(param(request, 'id'));
    const name = param(request, 'name'), like = query(request, 'like');
    const test = name === '-' ? { name: '', ...(like ? { like } : {}), expect: tests.cases.find((one) => one.name === like)?.expect ?? { outcome: 'OFFICER' as const } } : tests.cases.find((one) => one.name === name);
    if (!test || (like !== undefined && !tests.cases.some((one) => one.name === like))) throw new Problem('not-found');
    return testCaseView(deps, rulebook, tests, test, language(request));
  });

  app.post<{ Body: { case: RuleTestCase } }>('/desk/api/lab/drafts/:id/run', {
    schema: { tags: ['rule lab'], summary: 'Runs one case as it is written', body: TestBody, response: { 200: LabTestRun } },
  }, async (request) => {
    author(request, ...labAuthors);
    const { rulebook, tests } = await withTests(param(request, 'id'));
    return testRun(deps, rulebook, tests, request.body.case, language(request));
  });

  app.post<{ Body: { key: string } }>('/desk/api/lab/jobs/:id/test', {
    schema: { tags: ['rule lab'], summary: 'Makes a test of an example, with nobody’s name or number', body: ExampleBody, response: { 200: LabTestCase } },
  }, async (request) => {
    const { subject } = requireStaff(request, ...labAuthors);
    const job = await ruleJob(deps.store, param(request, 'id'));
    if (!job) throw new Problem('not-found');
    const draft = await withTests(job.draftId);
    const test = await testFromExample(deps, subject, job.id, request.body.key, draft);
    return testCaseView(deps, draft.rulebook, draft.tests, test, language(request));
  });

  /** An act of an author on a draft: done, then the draft as it now is. */
  const act = <Body>(path: string, summary: string, body: object | undefined, roles: readonly string[], work: (who: Author, id: string, body: Body, request: FastifyRequest) => Promise<unknown>): void => {
    app.post(`/desk/api/lab/drafts/:id/${path}`, { schema: { tags: ['rule lab'], summary, ...(body ? { body } : {}), response: { 200: LabDraft } } }, async (request) => {
      await work(author(request, ...roles), param(request, 'id'), request.body as Body, request);
      return shown(request);
    });
  };
  act<{ seen: number; edit: EditSent }>('edits', 'One change, kept at once', EditBody, labAuthors, (who, id, body) => editDraft(deps, who, id, body));
  act('undo', 'Takes the last change back', undefined, labAuthors, (_who, id) => undoEdit(deps, id));
  act<{ title: string; validFrom: string; version: string }>('frame', 'Title, first day and version', FrameBody, labAuthors, (_who, id, body) => frameDraft(deps, id, body));
  act<{ words: string }>('set-aside', 'Goes on with it no more', WordsBody, labAuthors, (who, id, body) => setAsideDraft(deps, who, id, body.words));
  act<{ words: string }>('propose', 'Asks two others to approve', WordsBody, labAuthors, (who, id, body) => proposeDraft(deps, who, id, body.words));
  act<{ words: string }>('return', 'Back to its author, with what is to be changed', WordsBody, labApprovers, (who, id, body) => returnDraft(deps, who, id, body.words));
  act<{ words: string; content?: string }>('approve', 'Approves exactly the content that was read', WordsBody, labApprovers, (who, id, body, request) => {
    requireFresh(request);
    return approveDraft(deps, who, id, body);
  });
  act('publish', 'Makes it the law from its day', undefined, labApprovers, (who, id, _body, request) => {
    requireFresh(request);
    return publishDraft(deps, who, id);
  });

  // --- trying ---

  app.post<{ Body: { kind: 'tests' | 'cases'; past?: number } }>('/desk/api/lab/drafts/:id/jobs', {
    schema: { tags: ['rule lab'], summary: 'Tries the draft on its own cases, or on open and decided ones', body: JobBody, response: { 200: Type.Object({ id: Type.String() }) } },
  }, async (request) => {
    const { subject } = requireStaff(request, ...labApprovers);
    const draft = await loadDraft(deps, param(request, 'id'));
    const { kind, past } = request.body;
    // cases are read and nobody is shown: what is told of them is counted, and named only to those who may open them
    if (kind === 'cases') await logAccess(deps.store, { at: deps.clock.now(), actor: actorOf(subject), personIds: [], purpose: 'quality', what: 'rule-lab-try', granted: true, detail: { draft: draft.row.id, past: past ?? null } });
    return { id: await startJob(deps, draft, kind, subject.staffId, past) };
  });

  app.get('/desk/api/lab/jobs/:id', described('How far it is, and what came of it', LabJob), async (request) => {
    const staff = read(request);
    const job = await ruleJob(deps.store, param(request, 'id'));
    if (!job) throw new Problem('not-found');
    return jobView(deps, staff, job, await loadDraft(deps, job.draftId), language(request));
  });

  app.post('/desk/api/lab/jobs/:id/cancel', { schema: { tags: ['rule lab'], summary: 'Stops it' } }, async (request, reply) => {
    requireStaff(request, ...labApprovers);
    const job = await ruleJob(deps.store, param(request, 'id'));
    if (!job || !await ruleDraft(deps.store, job.draftId)) throw new Problem('not-found');
    await endRuleJob(deps.store, job.id, 'cancelled', deps.clock.now());
    return reply.code(204).send();
  });
}
