import { factSet, subject, type Fact, type FactDefinition, type Json, type Party } from '@ankomst/core';
import { loadAuthority, type Authority } from '@ankomst/content';
import * as web from '../src/index.ts';
import type { FormSetting, PageContext, Raw } from '../src/index.ts';
import { partyExamples, staffPartyExamples } from './party-examples.ts';
import { caseTimes, staffTimeExamples, timeExamples } from './time-examples.ts';

/**
 * Every page with an example view, in one language: what the gallery shows, axe tests and the byte budget weighs.
 * The form is the real one of the content, so that the figures are those of the real pages.
 */
export interface Example { name: string; html: string; staff?: boolean; first?: boolean }

const root = new URL('../../../content/sweden', import.meta.url).pathname;
let loaded: Authority | undefined;

const ids = { mona: 'p-mona', sarah: 'p-sarah', adam: 'p-adam', case: 'c-417' };
const parties: Party[] = [{ personId: ids.mona, role: 'applicant' }, { personId: ids.sarah, role: 'guardian' }, { personId: ids.adam, role: 'guardian' }];
const now = '2026-11-22T10:14:00.000Z';
const names: Record<string, Record<string, string>> = {
  sv: { [ids.mona]: 'Mona Doe', [ids.sarah]: 'Sarah Doe', [ids.adam]: 'Adam Doe' },
};

function fact(key: string, name: string, value: Json, more: Partial<Fact> = {}): Fact {
  return { id: `${key} ${name}`, subject: key, name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/population-register', assertedAt: '2026-11-04T07:02:00.000Z', ...more };
}
const mona = subject.person(ids.mona);
const onFile = factSet([
  fact(mona, 'person.name', { given: 'Mona', family: 'Doe' }), fact(mona, 'person.birth-date', '2026-11-03'), fact(mona, 'person.birth-place', 'Uppsala'),
  fact(mona, 'person.birth-country', 'SE'), fact(mona, 'person.citizenships', ['SY']), fact(mona, 'person.address', { street: 'Storgatan 12', postalCode: '753 31', city: 'Uppsala', country: 'SE' }),
  ...[ids.sarah, ids.adam].flatMap((guardian) => ['relation.custodian-of', 'relation.lives-with', 'relation.parent-of'].map((relation) => fact(subject.relation(guardian, ids.mona), relation, true))),
]);

/** All kinds of question on one page, for looking at and for axe. */
const everyKind: FactDefinition[] = ([
  'name', 'partial-date', 'country', 'citizenships', 'choice', 'yes-no-unknown', 'consent', 'text', 'integer', 'number', 'percent', 'money', 'email', 'organisation-number', 'code', 'mrz', 'passport', 'address', 'period', 'person', 'document',
] as const).map((type) => ({ name: `kind.${type}`, about: 'person', type, choices: type === 'choice' ? ['a', 'b'] : undefined, list: type === 'code' ? 'jobs' : undefined, sources: ['applicant'], sensitivity: 'ordinary', ground: 'x' }));

/** A little list of codes: each kind of question needs its content. */
const tables: Record<string, Json[]> = { jobs: [
  { code: '5120', sv: 'Kockar och kallskänkor', en: 'Cooks', ar: 'الطهاة', uk: 'Кухарі', pt: 'Cozinheiros', synonyms: 'kock;cook;طباخ;кухар;cozinheiro' },
  { code: '3451', sv: 'Köksmästare och souschefer', en: 'Chefs', ar: 'رؤساء الطهاة', uk: 'Шеф-кухарі', pt: 'Chefes de cozinha', synonyms: 'kock;cook;طباخ;кухар;cozinheiro' },
] };
/** The word for a cook, in the page's language, with letters changed places or not. */
const cook: Record<string, string> = { sv: 'kock', en: 'cook', ar: 'طباخ', uk: 'кухар', pt: 'cozinheiro' };

export async function examples(language: string): Promise<Example[]> {
  loaded ??= await loadAuthority(root);
  const authority = loaded;
  const rulebook = authority.services[0]!;
  const messages = authority.messages(language, rulebook);
  const people = names[language] ?? names.sv!;

  let once = 0;
  const context = (path: string, more: Partial<web.ContextInput> = {}): PageContext => web.pageContext({
    language, authority: 'Ankomst', csrf: 'T3xq0Z8yV5sJ1n7aWc2b4g', once: () => `0198f3c2-7a51-7000-8000-0000000000${String(++once).padStart(2, '0')}`, path, now, assets: { css: '/assets/ankomst.css', js: '/assets/ankomst.js', mark: '/assets/mark.svg' },
    user: { name: 'Sarah Doe', kind: 'person', onBehalfOf: ['Mona Doe'] },
    service: (key, args) => (messages.has(key) ? messages.format(key, args) : undefined), ...more,
  });
  const staffContext = (path: string): PageContext => context(path, { user: { name: 'Sara Lind', kind: 'staff', roles: ['officer', 'approver', 'clerk'] } });

  const setting: FormSetting = {
    caseId: ids.case, form: rulebook.form, facts: rulebook.facts, applicantRole: rulebook.applicantRole, parties, me: parties[1]!, onFile, names: people, files: [],
  };
  const page = (id: string) => rulebook.form.pages.find((candidate) => candidate.id === id)!;
  const title = { key: 'service.case', args: { applicant: 'Mona Doe' } };
  const form = (id: string, raw: Raw = {}, wrong = false, more: Partial<FormSetting> = {}): string => {
    const here = { ...setting, ...more };
    return web.formPage({
      page: page(id), setting: here, raw, problems: wrong ? web.parsePage(page(id), raw, here).problems : [], before: {}, back: web.routes.tasks(ids.case),
      caseTitle: web.words(title, context('/')), step: { n: 2, of: 6 },
    }, context(web.routes.form(ids.case, id)));
  };
  const bring = [1, 2, 3].map((n) => ({ key: `visit.bring.${n}` }));
  const visit: web.AppointmentSummary = { office: 'Servicecenter Uppsala', address: 'Stationsgatan 12, 753 40 Uppsala', startsAt: '2026-12-01T08:20:00.000Z', bring };
  const law = [{ label: 'Utlänningslagen 5 kap. 3 §', url: 'https://www.riksdagen.se/' }, { label: 'Utlänningslagen 5 kap. 3 e §' }];
  const status: web.CaseStatus = {
    text: { key: 'waiting.approve', args: { holder: 'Adam Doe' } }, tone: 'info', holder: 'Adam Doe', since: '2026-11-22T09:40:00.000Z',
    nextLegalDate: { on: '2027-08-22', what: { key: 'deadline.decide' } },
  };
  const caseView: web.CaseView = {
    caseId: ids.case, number: '26-000417-3', title, status,
    steps: [
      { label: { key: 'requirement.confirm-and-apply' }, state: 'done' }, { label: { key: 'requirement.approve' }, state: 'now' }, { label: { key: 'decision.title' }, state: 'later' },
      { label: { key: 'requirement.book-visit' }, state: 'later' }, { label: { key: 'requirement.card-made' }, state: 'later' },
    ],
    actions: [], timeline: [
      { at: '2026-11-22T09:40:00.000Z', what: { key: 'event.ApplicationLodged' }, by: 'Sarah Doe' }, { at: '2026-11-04T07:02:00.000Z', what: { key: 'event.OfferSent' } },
      { at: '2026-11-04T07:02:00.000Z', what: { key: 'event.EventReported.ChildBorn' }, by: { key: 'partner.population-register' } },
    ],
    documents: [{ id: 'd1', name: 'pass-mona.jpg', what: { key: 'fact.person.passport-image' }, at: now, href: '#' }], letters: [], messages: { total: 2, unread: 1 }, mayWithdraw: true, law, live: true,
  };
  const decided: web.CaseView = {
    ...caseView, status: { text: { key: 'waiting.book-visit.you' }, tone: 'warning', holder: 'Sarah Doe', since: now },
    steps: caseView.steps.map((step, i) => ({ ...step, state: i < 3 ? 'done' : i === 3 ? 'now' : 'later' })),
    decision: { outcome: 'granted', text: { key: 'decision.granted', args: { applicant: 'Mona Doe' } }, on: now, href: web.routes.decision(ids.case) },
    actions: [{ label: { key: 'requirement.book-visit' }, href: web.routes.visit(ids.case), hint: { key: 'requirement.book-visit.do', args: { applicant: 'Mona Doe' } }, primary: true }],
    letters: [{ href: '#', title: { key: 'decision.title' }, at: now, unread: true }],
    timeline: [{ at: now, what: { key: 'event.DecisionMade' } }, { at: now, what: { key: 'event.ApprovalGiven' }, by: 'Adam Doe' }, ...caseView.timeline], live: true,
  };
  const booked: web.CaseView = { ...decided, actions: [], appointment: visit, card: { status: 'ordered', text: { key: 'card.ordered' } } };
  const letterHtml = '<h1>Beslut om uppehållstillstånd</h1><p><strong>Mona Doe</strong> får uppehållstillstånd i Sverige till och med den 14 mars 2028.</p><h2>Skälen för beslutet</h2><ol><li><p>Barnet är fött i Sverige och bor här med sin förälder.</p><p>Utlänningslagen 5 kap. 3 e §</p></li></ol>';
  const offices = authority.offices.slice(0, 3).map((office, i) => ({ id: office.id, name: office.names[language] ?? office.id, address: office.address.join(', '), nextFree: `2026-12-0${i + 1}`, chosen: i === 0 }));
  const visitView: web.VisitView = {
    caseId: ids.case, title, offices, days: [1, 2, 3, 4].map((n) => ({ day: `2026-12-0${n}`, free: n * n - 1, chosen: n === 2 })),
    slots: ['08:00', '08:20', '08:40', '10:00', '13:20', '14:40'].map((time) => `2026-12-02T${time}:00.000Z`), laterDay: '2026-12-05', bring,
  };
  const thread: web.MessageItem[] = [
    { at: '2026-11-22T09:50:00.000Z', direction: 'in', by: 'Sarah Doe', text: 'Hej! Måste båda vi komma till besöket?\nHälsningar Sarah', documents: [] },
    { at: '2026-11-22T10:02:00.000Z', direction: 'out', by: 'Sara Lind', text: 'Hej Sarah. Det räcker att en av er kommer med Mona.', documents: [], request: { href: web.routes.request(ids.case, 'r1'), open: true } },
  ];
  const every: FormSetting = { ...setting, facts: everyKind, onFile: factSet([]), files: [{ id: 'd1', key: 'kind.document', name: 'pass-mona.jpg', size: 843_000, mediaType: 'image/jpeg' }, { id: 'd2', key: 'kind.document', name: 'IMG_0417.HEIC', size: 2_100_000, mediaType: 'image/heic' }], tables, today: '2026-11-22', form: { version: '1', pages: [{ id: 'every', kind: 'ask', role: 'guardian', questions: everyKind.map((f) => ({ fact: f.name, required: f.type !== 'text' })) }] } };
  const everyPage = every.form.pages[0]!;
  const wrongly: Raw = {
    'kind.name.given': 'O', 'kind.partial-date.month': '13', 'kind.partial-date.year': '1990', 'kind.citizenships': 'SY', 'kind.citizenships.none': 'XXA', 'kind.integer': 'x', 'kind.number': '-3', 'kind.percent': '150', 'kind.money': '-34 470 kr', 'kind.email': 'a', 'kind.organisation-number': '556123-4568', 'kind.code': 'astronaut', 'kind.mrz': 'P<BRA*',
    'kind.passport.number': 'N1', 'kind.passport.country': 'SY', 'kind.passport.validTo.day': '31', 'kind.passport.validTo.month': '2', 'kind.passport.validTo.year': '2028',
    'kind.address.street': 'Storgatan 12', 'kind.period.from.day': '3', 'kind.period.from.month': '2', 'kind.period.from.year': '2026', 'kind.period.to.day': '1', 'kind.period.to.month': '1', 'kind.period.to.year': '2026',
  };
  // Lines whose number has two characters changed places, a sum that can be read two ways, an occupation searched for.
  const lookedAt: Raw = {
    'kind.money': '34.470', 'kind.code': cook[language]!, 'kind.mrz': 'P<BRASILVA<SOUZA<<CHRISTOPHER\nAB12345761BRA9305144M3102019<<<<<<<<<<<<<<<8', 'kind.organisation-number': '556123-4567', 'kind.percent': '75', 'kind.number': '37,5', 'kind.email': 'a@example.com',
    'kind.passport.number': 'AB1234567', 'kind.passport.country': 'BR', 'kind.passport.validTo.day': '23', 'kind.passport.validTo.month': '11', 'kind.passport.validTo.year': '2026',
  };
  const remarks = web.remarksOn([web.parsePage(everyPage, lookedAt, every)], every);
  const reach = web.reachable({ ...setting, files: [{ id: 'd1', key: 'person.passport-image', name: 'pass-mona.jpg', size: 843_000, mediaType: 'image/jpeg' }] }, {
    confirm: { 'party.confirmed@guardian.1': 'true' }, passport: { 'person.passport-exists': 'true' },
    'passport-details': { 'person.passport-number': 'N012345678', 'person.passport-country': 'SY', 'person.passport-valid-to.day': '14', 'person.passport-valid-to.month': '3', 'person.passport-valid-to.year': '2028' },
    approval: { 'party.approval@guardian.1': 'true' },
  });

  const condition: web.StaffCondition = {
    id: 'passport', label: { key: 'condition.passport' }, status: 'unknown', reason: { key: 'reason.home-unknown' }, law, missing: [{ key: 'fact.person.passport-image' }], doubted: [],
    ask: { person: ids.sarah, facts: ['person.passport-image'], text: 'Skicka en bild av passet.' },
  };
  const staffFacts: web.StaffFact[] = [
    { label: { key: 'fact.person.name' }, value: web.html`<bdi>Mona Doe</bdi>`, source: { key: 'partner.population-register' }, certainty: 'verified', at: now, others: [] },
    { label: { key: 'fact.person.citizenships' }, value: 'Syrien', source: { key: 'partner.population-register' }, certainty: 'doubtful', at: now, others: [{ value: 'Statslös', source: 'Sarah Doe', at: now }] },
    { label: { key: 'fact.person.passport-valid-to' }, value: '14 mars 2028', source: 'Sarah Doe', certainty: 'stated', at: now, others: [] },
  ];
  const compared: web.StaffComparison[] = [
    { label: { key: 'fact.person.name' }, agreement: 'same', said: { document: { values: ['DOE MONA'], source: 'Sarah Doe', href: '#' }, register: { values: ['Mona Doe'], source: { key: 'partner.population-register' } } } },
    { label: { key: 'fact.person.passport-number' }, agreement: 'differs', said: { applicant: { values: ['N012345678'], source: 'Sarah Doe' }, document: { values: ['N012345687'], source: 'Sarah Doe', href: '#', doubtful: true } } },
    { label: { key: 'fact.person.birth-date' }, agreement: 'compatible', said: { applicant: { values: ['2026'], source: 'Sarah Doe' }, document: { values: ['3 november 1926', '3 november 2026'], source: 'Sarah Doe' }, register: { values: ['3 november 2026'], source: { key: 'partner.population-register' } } } },
  ];
  const staffCase: web.StaffCaseView = {
    caseId: ids.case, number: '26-000417-3', service: { key: 'service.name' }, parties: [{ name: 'Mona Doe', role: { key: 'role.applicant' }, personId: ids.mona }, { name: 'Sarah Doe', role: { key: 'role.guardian' }, personId: ids.sarah }, { name: 'Adam Doe', role: { key: 'role.guardian' }, personId: ids.adam }],
    phase: 'Inlämnad', waiting: { text: { key: 'waiting.decision' }, holder: 'Enheten för barn och familj', since: now, nextLegalDate: { on: '2027-08-22', what: { key: 'deadline.decide' } } },
    assignedTo: 'Sara Lind', mine: true, facts: [{ title: 'Mona Doe', rows: staffFacts, compared }, { title: 'Sarah Doe', rows: staffFacts.slice(0, 1) }],
    stopped: { why: 'Ett villkor är inte känt.', at: now, conditions: [condition, { ...condition, id: 'home', label: { key: 'condition.home' }, status: 'not met', missing: [], ask: undefined, reason: { key: 'reason.home-apart' } }] },
    events: caseView.timeline.map((entry) => ({ ...entry, by: entry.by ?? 'Ankomst' })), documents: [{ name: 'pass-mona.jpg', what: { key: 'fact.person.passport-image' }, at: now, href: '#', from: 'Sarah Doe' }],
    messages: thread, letters: [], requests: [{ to: 'Sarah Doe', text: 'Skicka en bild av passet.', askedAt: now, by: '2026-12-06', facts: [] }],
    askable: [{ key: 'person.passport-image', label: { key: 'fact.person.passport-image' } }, { key: 'person.passport-number', label: { key: 'fact.person.passport-number' } }],
    askablePeople: [{ personId: ids.sarah, name: 'Sarah Doe', role: { key: 'role.guardian' } }, { personId: ids.adam, name: 'Adam Doe', role: { key: 'role.guardian' } }],
    proposal: undefined,
    decide: {
      conditions: [condition, { ...condition, id: 'home', label: { key: 'condition.home' }, status: 'not met' }], permitKinds: [{ value: 'temporary', label: { key: 'permit.kind.temporary' } }, { value: 'permanent', label: { key: 'permit.kind.permanent' } }],
      grounds: [{ value: 'family', label: { key: 'permit.ground.family' } }], typed: { outcome: 'refused', reasons: [], note: '', kind: 'temporary', ground: 'family', validFrom: '', validTo: '' },
      problems: [{ field: 'reason', text: { key: 'error.reason-missing.do' } }],
    },
    may: { assign: true, request: true, message: true, note: true, rerun: true },
  };
  const clerkVisit: web.ClerkVisit = { appointment: 'a1', startsAt: '2026-11-22T08:00:00.000Z', caseNumber: '26-000417-3', applicant: 'Mona Doe', persons: ['Sarah Doe'], step: 'identity', identity: [{ label: { key: 'fact.person.name' }, value: 'Mona Doe' }, { label: { key: 'fact.person.birth-date' }, value: '3 november 2026' }, { label: { key: 'fact.person.passport-number' }, value: 'N012345678' }], passportImage: '#' };

  const all: Example[] = [
    { name: 'home', first: true, html: web.homePage({ services: [{ id: rulebook.service, title: { key: 'service.name' }, summary: { key: 'service.intro' } }] }, context('/', { user: undefined })) },
    { name: 'service', html: web.servicePage({ id: rulebook.service, title: { key: 'service.name' }, intro: { key: 'service.intro' }, needs: [1, 2, 3].map((n) => ({ key: `service.needs.${n}` })), steps: [1, 2, 3, 4, 5].map((n) => ({ key: `service.steps.${n}` })), duration: { key: 'service.duration' }, feeNote: { key: 'service.fee-note' }, howItStarts: { key: 'service.how-it-starts' }, law }, context('/services/x', { user: undefined })) },
    { name: 'login', html: web.loginPage({ methods: [{ href: '/login?go=1', label: { key: 'login.title' } }], reason: 'kept' }, context('/login', { user: undefined })) },
    { name: 'logged-out', html: web.loggedOutPage({}, context('/logout', { user: undefined })) },
    { name: 'my', html: web.myPage({ todo: [{ what: { key: 'requirement.book-visit' }, caseTitle: title, href: web.routes.visit(ids.case), by: '2026-12-20' }], offers: [{ caseId: ids.case, title: { key: 'offer.title', args: { applicant: 'Mona Doe' } }, text: { key: 'offer.by-why' }, receivedAt: '2026-11-04T07:02:00.000Z' }], cases: [{ caseId: ids.case, number: '26-000417-3', title, status: { key: 'waiting.approve', args: { holder: 'Adam Doe' } }, tone: 'info', changedAt: now, unread: 2 }] }, context('/my', { flash: { tone: 'success', text: '✓' } })) },
    { name: 'my-empty', html: web.myPage({ todo: [], offers: [], cases: [] }, context('/my')) },
    { name: 'offer', html: web.offerPage({ caseId: ids.case, title: { key: 'offer.title', args: { applicant: 'Mona Doe' } }, news: { key: 'offer.news', args: { applicant: 'Mona Doe', born: '2026-11-03' } }, offer: { key: 'offer.text', args: { facts: 4 } }, steps: [1, 2, 3, 4, 5].map((n) => ({ key: `service.steps.${n}` })), by: { day: '2027-02-03', why: { key: 'offer.by-why' } }, setting, page: page('confirm'), next: '#', raw: {}, problems: [], before: {} }, context(web.routes.offer(ids.case))) },
    { name: 'tasks', html: web.tasksPage({ caseId: ids.case, title, ready: false, tasks: [{ label: { key: 'form.confirm.title' }, href: '#1', status: 'done' }, { label: { key: 'form.passport.title' }, href: '#2', status: 'started' }, { label: { key: 'form.passport-image.title' }, href: '#3', status: 'todo' }, { label: { key: 'form.approval.title' }, status: 'later' }, { label: { key: 'requirement.approve' }, status: 'other', hint: 'Adam Doe' }] }, context(web.routes.tasks(ids.case))) },
    { name: 'form-confirm', html: form('confirm') }, { name: 'form-correction', html: form('correction', {}, true) }, { name: 'form-name', html: form('name', {}, true, { onFile: factSet([]) }) },
    { name: 'form-passport', html: form('passport', {}, true) },
    { name: 'form-passport-details', html: form('passport-details', { 'person.passport-number': 'N0123', 'person.passport-valid-to.day': '31', 'person.passport-valid-to.month': '2', 'person.passport-valid-to.year': '2028' }, true) },
    { name: 'form-passport-image', html: form('passport-image', {}, false, { files: [{ id: 'd1', key: 'person.passport-image', name: 'pass-mona.jpg', size: 843_000, mediaType: 'image/jpeg' }] }) },
    { name: 'form-approval', html: form('approval') },
    { name: 'form-every-kind', html: web.formPage({ page: everyPage, setting: every, raw: { 'kind.text': '<b>"typed"</b>', 'kind.citizenships': ['SY', 'SE'] }, problems: web.parsePage(everyPage, {}, { ...every, files: [] }).problems, before: {}, back: '#', caseTitle: 'Test' }, context('/every')) },
    { name: 'form-every-remark', html: web.formPage({ page: everyPage, setting: every, raw: lookedAt, problems: [], remarks, before: {}, back: '#', caseTitle: 'Test' }, context('/every')) },
    { name: 'precheck-question', html: web.precheckQuestionPage({ service: 'x', page: { ...everyPage, questions: everyPage.questions.filter((one) => ['kind.money', 'kind.choice', 'kind.date'].includes(one.fact)) }, setting: every, raw: {}, problems: [], before: {}, back: '#', step: { n: 1, of: 9 } }, context('/services/x/check/every', { user: undefined })) },
    { name: 'precheck', html: web.precheckPage({ service: 'x', setting: every, first: 'every' }, context('/services/x/check', { user: undefined })) },
    { name: 'precheck-result', html: web.precheckPage({ service: 'x', setting: every, first: 'every', result: {
      conditions: [
        { title: { key: 'service.name' }, status: 'met', reason: { key: 'service.intro' }, law, missing: [], changes: [] },
        { title: { key: 'service.name' }, status: 'not met', reason: { key: 'service.intro' }, law, missing: [], changes: web.askedOn(everyPage, every).filter((asked) => asked.key === 'kind.money' || asked.key === 'kind.date').map((asked) => ({ asked, page: everyPage, value: asked.key === 'kind.money' ? 3_447_000 : '2026-12-24', way: 'least' as const })) },
        { title: { key: 'service.name' }, status: 'unknown', law, missing: web.askedOn(everyPage, every).slice(0, 1).map((asked) => ({ asked, page: everyPage })), changes: [] },
      ], alternatives: [{ title: { key: 'service.name' }, text: { key: 'service.intro' } }],
    } }, context('/services/x/check', { user: undefined })) },
    { name: 'form-code-chosen', html: web.formPage({ page: { ...everyPage, questions: [{ fact: 'kind.code' }] }, setting: every, raw: { 'kind.code': '5120' }, problems: [], before: {}, back: '#', caseTitle: 'Test' }, context('/code')) },
    { name: 'check-remarks', html: web.checkPage({ caseId: ids.case, title, setting: every, pages: [{ page: everyPage, ...web.parsePage(everyPage, lookedAt, every), done: true, started: true }], declares: [], missing: [] }, context(web.routes.check(ids.case))) },
    { name: 'form-every-problem', html: web.formPage({ page: everyPage, setting: every, raw: wrongly, problems: web.parsePage(everyPage, wrongly, every).problems, before: {}, back: '#', caseTitle: 'Test' }, context('/every')) },
    { name: 'check', html: web.checkPage({ caseId: ids.case, title, setting: { ...setting, files: [{ id: 'd1', key: 'person.passport-image', name: 'pass-mona.jpg', size: 843_000, mediaType: 'image/jpeg' }] }, pages: reach.pages, declares: [{ key: 'waiting.approve', args: { holder: 'Adam Doe' } }], missing: [] }, context(web.routes.check(ids.case))) },
    { name: 'sent', html: web.sentPage({ caseId: ids.case, number: '26-000417-3', outcome: 'waiting', headline: { key: 'waiting.approve', args: { holder: 'Adam Doe' } }, next: [{ text: { key: 'service.steps.3' } }, { text: { key: 'service.steps.4' }, on: '2027-08-22' }], channels: ['070-123 45 67'], pushKey: 'BEl62iUYgUivxIkv69yViEuiBIa' }, context(web.routes.sent(ids.case))) },
    { name: 'approval', html: web.approvalPage({ caseId: ids.case, title: { key: 'form.approval.title' }, sentBy: 'Sarah Doe', sentAt: now, rows: [{ label: { key: 'fact.person.name' }, value: 'Mona Doe' }, { label: { key: 'fact.person.passport-valid-to' }, value: '14 mars 2028' }], follows: [{ key: 'service.steps.4' }], setting: { ...setting, me: parties[2]! }, page: page('approval'), raw: {}, problems: [], before: {} }, context(web.routes.approval(ids.case), { user: { name: 'Adam Doe', kind: 'person', onBehalfOf: ['Mona Doe'] } })) },
    { name: 'case', html: web.casePage(caseView, context(web.routes.case(ids.case))) }, { name: 'case-decided', html: web.casePage(decided, context(web.routes.case(ids.case))) }, { name: 'case-booked', html: web.casePage(booked, context(web.routes.case(ids.case))) },
    { name: 'decision', html: web.decisionPage({ caseId: ids.case, number: '26-000417-3', outcome: 'granted', headline: { key: 'service.case', args: { applicant: 'Mona Doe' } }, meaning: { key: 'waiting.book-visit' }, todo: [{ text: { key: 'requirement.book-visit.do', args: { applicant: 'Mona Doe' } }, href: web.routes.visit(ids.case) }], reasons: ['reason.childhood-unmarried', 'reason.home-with-protected-parent', 'reason.custody-both'].map((key) => ({ text: { key }, law })), decidedOn: now, decidedBy: 'AB-2026-01.', automatic: true, appeal: { text: { key: 'deadline.appeal' }, by: '2026-12-14', how: [] }, letters: [{ href: '#', pdf: '#.pdf', language }, { href: '#', pdf: '#.pdf', language: 'sv' }] }, context(web.routes.decision(ids.case))) },
    { name: 'letter', html: web.letterPage({ caseId: ids.case, title: { key: 'decision.title' }, language: 'sv', dir: 'ltr', html: letterHtml, pdf: '#.pdf', at: now }, context(web.routes.letter(ids.case, 'l1'))) },
    { name: 'messages', html: web.messagesPage({ caseId: ids.case, title, messages: thread, text: '', problem: 'empty' }, context(web.routes.messages(ids.case))) },
    { name: 'request', html: web.requestPage({ caseId: ids.case, requestId: 'r1', title, text: 'Skicka en bild av passets sida med foto. Den förra var suddig.', textLanguage: 'sv', by: '2026-12-06', setting, page: web.requestFormPage('r1', [{ fact: 'person.passport-image', of: 'applicant' }], 'guardian'), raw: {}, problems: [], before: {} }, context(web.routes.request(ids.case, 'r1'))) },
    { name: 'visit', html: web.visitPage({ ...visitView, problem: 'taken' }, context(web.routes.visit(ids.case))) }, { name: 'visit-change', html: web.visitPage({ ...visitView, booked: visit }, context(web.routes.visit(ids.case))) },
    { name: 'withdraw', html: web.withdrawPage({ caseId: ids.case, title, follows: [{ key: 'offer.by-why' }] }, context(web.routes.withdraw(ids.case))) },
    { name: 'me', html: web.mePage({ name: 'Sarah Doe', groups: [{ title: 'Sarah Doe', facts: [{ id: 'f1', label: { key: 'fact.person.name' }, value: web.html`<bdi>Sarah Doe</bdi>`, source: { key: 'partner.population-register' }, since: now, ground: 'Utlänningsdatalagen 11 §' }, { id: 'f2', label: { key: 'fact.person.permit-valid-to' }, value: '14 mars 2028', source: { key: 'partner.population-register' }, since: now }] }], looks: [{ at: now, who: 'Sara Lind', why: { key: 'waiting.decision' }, what: { key: 'case.number', args: { number: '26-000417-3' } } }], report: { what: '', text: '', problem: 'what' } }, context('/me')) },
    { name: 'looks', html: web.looksPage({ looks: [{ at: now, who: 'Arbetsenheten', why: { key: 'waiting.decision' }, what: { key: 'case.number', args: { number: '26-000417-3' } }, exception: true }, { at: now, who: 'Enheten för barn och familj', why: { key: 'waiting.decision' }, what: { key: 'case.number', args: { number: '26-000417-3' } } }], earlier: '17' }, context('/me/looks')) },
    { name: 'contact', html: web.contactPage({ email: 'x', phone: '', language, problems: [{ field: 'email' }], devices: [{ id: '1', label: 'Firefox, Android', since: now }], pushKey: 'BEl6' }, context('/me/contact')) },
    { name: 'help', html: web.helpPage({ contact: [{ label: { key: 'contact.phone' }, text: '0771-23 52 35', href: 'tel:+46771235235' }], offices: offices.map((office) => ({ ...office, hours: '08:00–15:00' })) }, context('/help', { user: undefined })) },
    { name: 'accessibility', html: web.accessibilityPage({}, context('/accessibility', { user: undefined })) },
    ...Object.entries(caseTimes).map(([state, time]) => ({ name: `case-time-${state}`, html: web.casePage({ ...caseView, time }, context(web.routes.case(ids.case))) })),
    ...timeExamples(context),
    ...partyExamples(context),
    ...['not-found', 'internal'].map((code) => ({ name: `error-${code}`, html: web.errorPage({ code, reference: 'R-7F3K2' }, context('/x', { user: undefined })) })),
  ];
  if (language === 'sv' || language === 'en') {
    const choice = [{ value: 'decision', label: { key: 'waiting.decision' } }];
    all.push(...[
      ...staffTimeExamples(staffContext),
      ...staffPartyExamples(staffContext),
      { name: 'staff-login', html: web.staffLoginPage({ href: '/staff/login?go=1' }, context('/staff/login', { user: undefined })) },
      { name: 'staff-key', html: web.staffKeyPage({ action: '/staff/login/abc', options: '{}', failed: false, again: false, namedHost: true, cabinet: { action: 'http://127.0.0.1:3112/use', challenge: 'c', back: '/staff/login/abc/cabinet', officers: [{ account: 'staff-sara-lind', name: 'Sara Lind', unit: 'child-family', roles: ['officer'] }, { account: 'staff-omar-haddad', name: 'Omar Haddad', unit: 'child-family', roles: ['officer', 'approver'] }] } }, context('/staff/login/abc', { user: undefined })) },
      { name: 'staff-key-again', html: web.staffKeyPage({ action: '/staff/login/abc', options: '{}', failed: true, again: true, namedHost: false }, staffContext('/staff/login/abc')) },
      { name: 'staff-login-ended', html: web.staffLoginEndedPage({ code: 'invalid_request' }, context('/staff/login/abc', { user: undefined })) },
      { name: 'staff-enrol', html: web.staffEnrolPage({ state: 'failed', action: '/staff/enrol/t', namedHost: true, name: 'Sara Lind', id: 'SL1042', options: '{}' }, context('/staff/enrol/t', { user: undefined })) },
      { name: 'staff-enrol-closed', html: web.staffEnrolPage({ state: 'closed', action: '/staff/enrol/t', namedHost: true }, context('/staff/enrol/t', { user: undefined })) },
      { name: 'staff-me', html: web.staffMePage({ keys: [{ id: 'k1', label: 'Jobbtelefonen', deviceBound: true, createdAt: now, usedAt: now, revokedAt: null }, { id: 'k2', label: 'Gamla nyckeln', deviceBound: false, createdAt: now, usedAt: null, revokedAt: now }], logins: [{ handle: 'h1', createdAt: now, seenAt: now, current: true, agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156' }, { handle: 'h2', createdAt: now, seenAt: now, current: false, agent: 'Mozilla/5.0 (iPhone) Safari' }], log: [{ at: now, by: 'ES1201', act: 'key-invited' }, { at: now, by: 'SL1042', act: 'key-enrolled' }] }, staffContext('/staff/me')) },
      { name: 'staff-people', html: web.staffPeoplePage({ staff: [{ id: 'SL1042', name: 'Sara Lind', unit: 'child-family', roles: ['officer'], active: true, self: false, keys: [{ id: 'k1', label: 'Jobbtelefonen', deviceBound: true, createdAt: now, usedAt: now, revokedAt: null }] }, { id: 'OH1077', name: 'Omar Haddad', unit: 'child-family', roles: ['officer', 'approver'], active: false, self: false, keys: [] }, { id: 'ES1201', name: 'Eva Ström', unit: 'child-family', roles: ['leader'], active: true, self: true, keys: [] }], link: { name: 'Sara Lind', href: 'https://ankomst.example/staff/enrol/x' } }, staffContext('/staff/people')) },
      { name: 'staff-held', html: web.heldFormPage({ action: '/staff/cases/1/propose', back: '/staff/cases/1', fields: [['note', 'Tillstånden gick ut i augusti.']], shown: ['Tillstånden gick ut i augusti.'] }, staffContext('/staff/held/1')) },
      { name: 'staff-cases', html: web.staffCasesPage({ filter: { waiting: '', holder: '', phase: '', unit: '', q: '' }, choices: { waiting: choice, holder: choice, phase: choice, unit: [] }, rows: ['3', '4', '5'].map((n) => ({ caseId: n, number: `26-00041${n}-${n}`, applicant: 'Mona Doe', service: { key: 'service.name' }, waiting: { key: 'waiting.decision' }, holder: 'Barn och familj', since: now, nextLegalDate: '2027-08-22' })), next: '?after=1', total: 312 }, staffContext('/staff/cases')) },
      { name: 'staff-case', html: web.staffCasePage(staffCase, staffContext(web.routes.staff.case(ids.case))) },
      { name: 'staff-proposal', html: web.staffCasePage({ ...staffCase, decide: undefined, stopped: undefined, proposal: { outcome: 'refused', by: 'Omar Haddad', at: now, reasons: [{ key: 'reason.home-apart' }], mayApprove: true } }, staffContext(web.routes.staff.case(ids.case))) },
      { name: 'staff-preview', html: web.staffPreviewPage({ caseId: ids.case, number: '26-000417-3', letters: [{ language: 'sv', dir: 'ltr', html: letterHtml }, { language: 'ar', dir: 'rtl', html: '<h1>قرار بشأن تصريح الإقامة</h1><p>تحصل منى دو على تصريح إقامة في السويد حتى 14 مارس 2028.</p>' }] }, staffContext(web.routes.staff.preview(ids.case))) },
      { name: 'staff-stuck', html: web.stuckPage({ items: [{ id: '1', topic: 'Brev', caseId: ids.case, caseNumber: '26-000417-3', attempts: 8, lastAt: now, problem: 'connect ECONNREFUSED', state: 'stuck' }] }, staffContext('/staff/stuck')) },
      { name: 'staff-watchdog', html: web.watchdogPage({ cases: [], checkedAt: now }, staffContext('/staff/watchdog')) },
      { name: 'staff-inbox', html: web.inboxPage({ messages: [{ id: '1', partner: { key: 'partner.population-register' }, type: 'ChildBorn', receivedAt: now, problem: 'Okända föräldrar', body: '{"type":"ChildBorn"}' }] }, staffContext('/staff/inbox')) },
      { name: 'staff-clerk', html: web.clerkPage({ office: 'sc', offices: offices.map((o) => ({ value: o.id, label: o.name })), day: '2026-11-22', previous: '2026-11-21', next: '2026-11-23', visits: [clerkVisit, { ...clerkVisit, appointment: 'a2', step: 'photo' }, { ...clerkVisit, appointment: 'a3', step: 'arrived' }, { ...clerkVisit, appointment: 'a4', step: 'card', card: { key: 'card.ordered' } }] }, staffContext('/staff/clerk')) },
    ].map((example) => ({ ...example, staff: true })));
  }
  return all;
}
