import type { PageContext } from '../src/index.ts';
import * as web from '../src/index.ts';
import type { Example } from './examples.ts';

const caseId = 'c-417';
const now = '2026-11-22T10:14:00.000Z';
const title = { key: 'service.name' };
const law: web.PayView['law'] = [{ label: '8 kap. 5 § utlänningsförordningen (2006:97)', url: 'https://www.riksdagen.se/' }];
const text = 'Beslutet är fel.\n\nLönen höjdes den 3 november, se avtalet.';
const files = [{ id: 'd1', name: 'avtal.pdf', size: 843_000, href: '#' }];
const facts: web.FactShown[] = [{ label: 'Lön', value: '34 469 kr', source: 'uppgett av Solrosen' }];

/** Paying, receipts and appeals, in each of their states. */
export function partyExamples(context: (path: string) => PageContext): Example[] {
  const pay: web.PayView = { caseId, title, amount: 220_000, ground: { key: 'service.fee-note' }, law, note: { key: 'pay.note' }, othersBegun: true };
  const paid: web.PaidView = { caseId, title, amount: 220_000, state: 'waiting', here: '#', payUrl: '#pay', down: false };
  const appeal: web.AppealView = { caseId, title, time: { dueOn: '2026-12-14', late: false }, text, files, step: 'write', problems: [] };
  const standing: web.AppealStanding & { title: web.Words } = { caseId, title, lodgedAt: now, inTime: true, state: 'lodged', text, files, mayWithdraw: true };
  const payPage = (view: web.PayView): string => web.payPage(view, context(web.routes.pay(caseId)));
  const appealPage = (view: web.AppealView): string => web.appealPage(view, context(web.routes.appeal(caseId)));
  return [
    { name: 'pay', html: payPage(pay) }, { name: 'pay-free', html: payPage({ ...pay, amount: 0 }) }, { name: 'pay-unknown', html: payPage({ ...pay, amount: undefined }) },
    { name: 'pay-done', html: payPage({ ...pay, paid: { receipt: '#' } }) },
    ...(['waiting', 'paid', 'refunding', 'refunded'] as const).map((state) => ({ name: `paid-${state}`, html: web.paidPage({ ...paid, state, receipt: '#' }, context(web.routes.paid(caseId, 'p'))) })),
    { name: 'paid-down', html: web.paidPage({ ...paid, payUrl: undefined, down: true }, context(web.routes.paid(caseId, 'p'))) },
    { name: 'receipt', html: web.receiptPage({ caseId, number: '26-000417-3', title, receipt: '2026-4F1C2A77B9D0', amount: 220_000, paidAt: now, payer: 'Restaurang Solrosen AB', refunded: false, letter: { href: '#', pdf: '#' } }, context(web.routes.receipt(caseId, 'p'))) },
    { name: 'appeal', html: appealPage(appeal) }, { name: 'appeal-check', html: appealPage({ ...appeal, step: 'check' }) },
    { name: 'appeal-wrong', html: appealPage({ ...appeal, time: { late: false }, text: '', files: [], problems: [{ field: 'f-text', text: 'Skriv vad som är fel.' }, { field: 'f-files', text: 'Filen är för stor.' }] }) },
    { name: 'appeal-late', html: appealPage({ ...appeal, time: { dueOn: '2026-11-14', late: true } }) },
    { name: 'appeal-sent', html: web.appealStandingPage(standing, context(web.routes.appeal(caseId))) },
    { name: 'appeal-ruled', html: web.appealStandingPage({ ...standing, inTime: false, dueOn: '2026-11-14', state: 'ruled.upheld', courtNumber: 'UM 4001-26', because: { at: now, text: 'Domstolen finner inte skäl att ändra.' }, mayWithdraw: false }, context(web.routes.appeal(caseId))) },
    { name: 'appeal-withdraw', html: web.withdrawAppealPage({ caseId, title }, context(web.routes.withdrawAppeal(caseId))) },
    { name: 'decision-refused', html: web.decisionPage({ caseId, number: '26-000417-3', outcome: 'refused', headline: title, meaning: title, todo: [], reasons: [{ text: title, law, facts }], decidedOn: now, decidedBy: 'Sara Lind', automatic: false, appeal: { text: title, by: '2026-12-14', how: [], link: { label: { key: 'appeal.start' }, href: '#' } }, letters: [] }, context(web.routes.decision(caseId))) },
  ];
}

/** An appeal at the desk, to be reviewed and after it. */
export function staffPartyExamples(context: (path: string) => PageContext): Example[] {
  const view: web.StaffAppealView = {
    caseId, number: '26-000417-3', appellant: 'Christopher Souza Lima', sentBy: 'Nadia Rahimi', lodgedAt: now, inTime: false, dueOn: '2026-11-14', state: 'lodged', text, files,
    decision: { on: now, reasons: [{ text: title, facts, law }], note: 'Lönen är under golvet.' }, act: { note: '', problem: 'Skriv dina skäl.' },
  };
  const page = (one: web.StaffAppealView): string => web.staffAppealPage(one, context(web.routes.staff.appeal(caseId)));
  return [
    { name: 'staff-appeal', html: page(view) },
    { name: 'staff-appeal-ruled', html: page({ ...view, inTime: true, dueOn: undefined, state: 'ruled.changed', courtNumber: 'UM 4001-26', review: { by: 'staff-sara-lind', at: now, note: 'Beslutet står sig.' }, ruling: { at: now, reasons: 'Domstolen ändrar.' }, act: undefined }) },
  ];
}
