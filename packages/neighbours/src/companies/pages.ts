import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import type { Html } from '../shared/html.ts';
import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import { statuses } from './company.ts';
import type { Company, Signatory } from './company.ts';

/** First page: every company with what can be changed of it. */
export function companiesPage(companies: Company[], events: OutgoingEvents): Html {
  return html`${companies.map((company) => html`<article><h2>${company.name}</h2><dl><dt>Number</dt><dd>${company.number}</dd><dt>Form</dt><dd>${company.form}, registered ${company.registeredOn}</dd>
    <dt>Address</dt><dd>${company.address.street}, ${company.address.postcode} ${company.address.city}</dd><dt>Industry</dt><dd>${company.industry.code} ${company.industry.text}</dd>
    <dt>Status</dt><dd class="${company.status === 'active' ? 'good' : 'bad'}">${company.status}</dd>
    <dt>Signs</dt><dd>${company.signatories.map(({ name, alone }) => html`<bdi>${name}</bdi>, ${alone ? 'alone' : 'together with another'}<br>`)}${company.signatories.length === 0 ? 'nobody' : ''}</dd></dl>
    <p><a href="/companies/${company.number}/change">Change ${company.name}</a></p></article>`)}
    <h2>Events to the authority</h2>${eventList(events)}`;
}

/** The form that changes a company; saved, it is told to the authority. */
export function changePage({ number, status, signatories }: Company): Html {
  const rows: (Signatory | undefined)[] = [...signatories, undefined];
  return html`<p>What is saved here is told to the authority as <i>CompanyChanged</i>.</p>
    <form method="post" action="/companies/${number}/change">
    <label for="status">Status</label><select id="status" name="status">${statuses.map((one) => html`<option ${one === status ? html`selected` : ''}>${one}</option>`)}</select>
    ${rows.map((row, i) => html`<fieldset><legend>${row ? `Signatory ${i + 1} (empty the number to remove)` : 'One more signatory'}</legend>
      <label for="number-${i}">Personal number, twelve digits</label><input id="number-${i}" name="number-${i}" inputmode="numeric" value="${row?.number}">
      <label for="name-${i}">Name</label><input id="name-${i}" name="name-${i}" dir="auto" value="${row?.name}">
      <label class="tick"><input type="checkbox" name="alone-${i}" ${row?.alone ? html`checked` : ''}> signs alone</label></fieldset>`)}
    <p><button class="main">Save and tell the authority</button></p></form>`;
}
