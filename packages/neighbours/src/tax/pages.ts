import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import type { Html } from '../shared/html.ts';
import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import { employmentId } from './employer.ts';
import type { Employment, TaxEmployer } from './employer.ts';

export const taxName = 'tax agency';
export const taxMenu = [['/', 'Salaries'], ['/employers', 'Employers'], ['/notices', 'Permit notices'], ['/questions', 'Ask the authority'], ['/control', 'Control']] as const;

const kronor = (ore: number) => new Intl.NumberFormat('en', { style: 'currency', currency: 'SEK' }).format(ore / 100);

/** First page: who is paid where, and the button that tells the authority of missing salaries. */
export function salariesPage(employments: Employment[], employers: TaxEmployer[], nameOf: (person: string) => string, events: OutgoingEvents): Html {
  const employerName = (number: string) => employers.find((one) => one.number === number)?.name ?? number;
  return html`${employments.map((one) => html`<article><b><bdi>${nameOf(one.person)}</bdi></b><dl><dt>Number</dt><dd>${one.person}</dd><dt>Employer</dt><dd>${employerName(one.employer)}, ${one.employer}</dd>
      <dt>Gross</dt><dd>${kronor(one.gross)} a month from ${one.from}${one.to ? ` to ${one.to}` : ''}</dd>
      ${one.missing.length > 0 ? html`<dt>Not declared</dt><dd class="bad">${one.missing.join(', ')}</dd>` : ''}</dl>
      <form method="post" action="/employments/${employmentId(one)}/missing"><button>No salary for the last three months: tell the authority</button></form></article>`)}
    <h2>Declare an employment</h2><form method="post" action="/employments/form" class="box">
      <label for="person">Personal number</label><input id="person" name="person" inputmode="numeric" required>
      <label for="employer">Employer</label><select id="employer" name="employer">${employers.map((one) => html`<option value="${one.number}">${one.name}</option>`)}</select>
      <label for="from">First month paid</label><input id="from" name="from" type="month" placeholder="2026-01" required>
      <label for="gross">Gross a month, kronor</label><input id="gross" name="gross" inputmode="numeric" required>
      <p><button class="main">Declare</button></p></form>
    <h2>Events to the authority</h2>${eventList(events)}`;
}

export function employersPage(employers: TaxEmployer[]): Html {
  return html`${employers.map((one) => html`<article><h2>${one.name}</h2><form method="post" action="/employers/${one.number}/form">
    <p class="dim">${one.number}</p>
    <label class="tick"><input type="checkbox" name="registered" ${one.registered ? html`checked` : ''}> registered as employer</label>
    <label for="unpaid-${one.number}">Not paid in time, kronor</label><input id="unpaid-${one.number}" name="unpaid" inputmode="numeric" value="${one.unpaid / 100}">
    <label class="tick"><input type="checkbox" name="reported" ${one.reported ? html`checked` : ''}> reported for suspected faults</label>
    <label for="why-${one.number}">Why</label><textarea id="why-${one.number}" name="reportedWhy" rows="2" cols="40">${one.reportedWhy}</textarea>
    <p><button>Save</button></p></form></article>`)}`;
}
