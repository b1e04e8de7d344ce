import type { PageContext } from '../src/index.ts';
import * as web from '../src/index.ts';
import type { Example } from './examples.ts';

const caseId = 'c-417';
const error = { judged: 48, kept: 43, medianDays: 6 };
const clocks: web.ClockView[] = [
  { label: { key: 'deadline.permit-needed' }, on: '2027-02-03', passed: true, pausedDays: 0, extendedDays: 0 },
  { label: { key: 'deadline.decide' }, on: '2027-08-23', passed: false, pausedDays: 12, pausedBy: { key: 'waiting.answer' }, extendedDays: 30, extendedBecause: 'Uppgifterna från två länder stämmer inte överens och måste prövas mot varandra.' },
];
const waits: web.ConcludeView = { from: '2027-05-22', open: false };
const asked: web.ConcludeView = { from: '2027-05-22', open: false, asked: { at: '2027-05-24T09:00:00.000Z', answerBy: '2027-06-21' } };
const words = 'Det här är gjort:\n– Ansökan skickades in, 22 november 2026\nEn handläggare prövar ärendet.';

/** Time in a case, in each of its states; for the case's page. */
export const caseTimes: Record<string, web.CaseTimeView> = {
  expected: { caseId, expected: { half: '2027-01-14', most: '2027-03-02', before: 417, waiting: 1203, error }, clocks, conclude: waits },
  unknown: { caseId, expected: { half: null, most: null, before: 0, waiting: 1, error: null }, clocks: clocks.slice(1), conclude: { ...waits, open: true } },
  refused: { caseId, expected: { half: '2027-01-14', most: null, before: 2, waiting: 9, error: null }, clocks: [], conclude: { ...asked, refused: { at: '2027-06-14T09:00:00.000Z' } } },
};

/** The pages about time. */
export function timeExamples(context: (path: string) => PageContext): Example[] {
  const page = (conclude: web.ConcludeView): string => web.concludePage({ caseId, title: { key: 'service.name' }, conclude, answerDays: 28, law: [{ label: 'Förvaltningslagen 12 §', url: 'https://www.riksdagen.se/' }] }, context(web.routes.conclude(caseId)));
  const kind: web.QueueKind = {
    title: { key: 'service.name' }, waiting: 1203, times: [{ from: 'lodged', half: 39, most: 112, decisions: 5821 }, { from: 'complete', half: 0, most: null, decisions: 5702 }],
    errors: [{ from: 'lodged', ...error }], ages: [{ from: 0, to: 29, cases: 640 }, { from: 30, to: 89, cases: 402 }, { from: 90, to: null, cases: 161 }],
  };
  const automation: web.AutomationView = {
    service: 'work-permit', title: { key: 'service.name' }, state: 'running', commissioned: { id: 'AB 2026-02', on: '2026-09-28', by: 'Rättschefen' },
    law: [{ label: '28 § förvaltningslagen (2017:900)', url: 'https://www.riksdagen.se/', verified: false }],
    figures: { automatic: 1204, byPeople: 310, toPeople: 402 }, sample: 0.05, checked: { assessed: 60, agreed: 59, low: 0.91, high: 0.997 },
  };
  return [
    { name: 'conclude', html: page({ ...waits, open: true }) }, { name: 'conclude-early', html: page(waits) }, { name: 'conclude-asked', html: page(asked) },
    { name: 'queue', html: web.queuePage({ computedAt: '2026-11-22T02:00:00.000Z', kinds: [kind, { ...kind, title: { key: 'condition.home' }, waiting: null, errors: [], ages: [] }] }, context(web.routes.queue())) },
    { name: 'automations', html: web.automationsPage({ automations: [automation, { ...automation, service: 'work-permit', title: 'Uppehållstillstånd för arbete', state: 'stopped', checked: null, figures: { automatic: null, byPeople: 40, toPeople: null } }] }, context(web.routes.automations())) },
    { name: 'automation', html: web.automationPage({
      ...automation,
      rules: [{ title: { key: 'condition.home' }, discretion: true, rows: [{ comesTo: 'met', reason: { key: 'reason.home-together' }, law: automation.law }, { comesTo: 'unknown', reason: { key: 'reason.home-unknown' }, law: automation.law }] }],
      amounts: [{ name: 'salary-floors', rows: [{ name: 'floor', amount: 34470, from: '2026-06-16', until: null, source: 'SFS 2005:716 6 kap. 2 §' }] }],
      coming: [{ on: '2027-01-01', changes: [{ what: 'salary-floors: floor', before: '34 470', after: '38 000' }] }],
      versions: [{ version: '1.1.0', from: '2027-01-01', approved: 2 }], stops: [{ act: 'stopped', at: '2026-11-20T09:00:00.000Z', why: 'Två beslut såg fel ut.' }],
      reasons: { text: 'What the robot may do.\n\nGrant, and nothing else.', language: 'en' },
    }, context(web.routes.automation('work-permit'))) },
    { name: 'queue-empty', html: web.queuePage({ computedAt: null, kinds: [] }, context(web.routes.queue())) },
  ];
}

/** The staff's pages about time. */
export function staffTimeExamples(context: (path: string) => PageContext): Example[] {
  const texts = [{ language: 'sv', text: words }, { language: 'ar', text: 'هذا ما تم حتى الآن.' }];
  return [
    { name: 'staff-deadlines', html: web.deadlinesPage({
      requests: [{ caseId, number: '26-000417-3', what: { key: 'service.name' }, askedAt: '2026-10-20T09:00:00.000Z', answerBy: '2026-11-17', late: true }],
      notices: [{ caseId, number: '26-000417-3', what: { key: 'service.name' }, due: '2026-12-20' }],
      clocks: [{ caseId, number: '26-000417-3', what: { key: 'deadline.decide' }, due: '2026-12-20', passed: false, assignedTo: null }, { caseId, number: '26-000418-1', what: { key: 'deadline.decide' }, due: '2026-11-02', passed: true, assignedTo: 'sara' }],
      constant: { words, count: 14, of: 20 },
    }, context(web.routes.staff.deadlines())) },
    { name: 'staff-deadlines-none', html: web.deadlinesPage({ requests: [], notices: [], clocks: [] }, context(web.routes.staff.deadlines())) },
    { name: 'staff-clocks', html: web.staffClocksPage({
      caseId, number: '26-000417-3', clocks, extend: [{ deadline: 'decide', label: { key: 'deadline.decide' }, days: 30 }],
      notice: { due: '2026-12-20', texts, expectedBy: 'snart' }, request: { askedAt: '2026-11-20T09:00:00.000Z', answerBy: '2026-12-18', texts },
      problems: [{ field: 'notice.ar', text: web.chromeText('sv', 'clocks.problem.words') }, { field: 'expectedBy', text: web.chromeText('sv', 'clocks.problem.day') }, { field: 'extend.decide', text: web.chromeText('sv', 'clocks.problem.words') }],
    }, context(web.routes.staff.clocks(caseId))) },
  ];
}
