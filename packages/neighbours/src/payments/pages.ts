import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import type { Html, Page } from '../shared/html.ts';
import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import { refundable, returnAddress } from './payment.ts';
import type { Payment } from './payment.ts';
import { languageNames, payTexts } from './texts.ts';
import type { PayLanguage } from './texts.ts';

/** An amount in minor units as people read it. */
function money(amount: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100);
}

/** The page a person pays on: three buttons, no card and no script. */
export function payPage(payment: Payment, language: PayLanguage): Page {
  const words = payTexts[language];
  const action = `/pay/${payment.id}?language=${language}`;
  return {
    service: words.name, banner: words.banner, language, title: words.title,
    body: html`<p>${(Object.keys(languageNames) as PayLanguage[]).map((one) => html`<a href="?language=${one}" lang="${one}" ${one === language ? html`aria-current="true"` : ''}>${languageNames[one]}</a> `)}</p>
      <p>${words.intro}</p>
      <dl class="box"><dt>${words.payee}</dt><dd>${words.authority}</dd><dt>${words.purpose}</dt><dd dir="auto">${payment.description}</dd><dt>${words.reference}</dt><dd>${payment.reference}</dd>
      ${payment.payer ? html`<dt>${words.payer}</dt><dd><bdi>${payment.payer}</bdi></dd>` : ''}<dt>${words.amount}</dt><dd><b>${money(payment.amount, payment.currency, language)}</b></dd></dl>
      ${payment.status === 'open' ? html`<form method="post" action="${action}">
        <p><button class="main" name="answer" value="pay">${words.pay}</button></p>
        <p><button name="answer" value="refuse">${words.refuse}</button></p><p><button name="answer" value="leave">${words.leave}</button></p></form>`
      : html`<p role="status" class="${payment.status === 'paid' ? 'good' : 'bad'}">${payment.status === 'paid' ? words.already : words.failed}</p>
        <p><a href="${returnAddress(payment)}">${words.back}</a></p>`}`,
  };
}

/** First page: the payments, newest first, each with a way to give the money back. */
export function paymentsPage(payments: Payment[], events: OutgoingEvents): Html {
  return html`${payments.length === 0 ? html`<p class="dim">No payment has been begun yet.</p>` : ''}
    ${[...payments].reverse().slice(0, 100).map((payment) => html`<article><b>${money(payment.amount, payment.currency, 'en')}</b> <span class="${payment.status === 'paid' ? 'good' : 'dim'}">${payment.status}</span>
      <dl><dt>For</dt><dd dir="auto">${payment.description}</dd><dt>Reference</dt><dd>${payment.reference}</dd>${payment.payer ? html`<dt>Payer</dt><dd><bdi>${payment.payer}</bdi></dd>` : ''}
      <dt>Begun</dt><dd>${payment.createdAt} <small>${payment.id}</small></dd>${payment.paidAt ? html`<dt>Paid</dt><dd>${payment.paidAt}</dd>` : ''}
      ${payment.refunds.map((refund) => html`<dt>Given back</dt><dd>${money(refund.amount, payment.currency, 'en')}, ${refund.refundedAt}</dd>`)}</dl>
      ${payment.status === 'open' ? html`<p><a href="/pay/${payment.id}">The page where it is paid</a></p>` : ''}
      ${refundable(payment) > 0 ? html`<form method="post" action="/payments/${payment.id}/refunds/form"><button>Give back ${money(refundable(payment), payment.currency, 'en')}</button></form>` : ''}</article>`)}
    <h2>Events to the authority</h2>${eventList(events)}`;
}
