import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import type { Html } from '../shared/html.ts';
import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import type { People } from './people.ts';
import { fullName } from './person.ts';
import type { Person, PersonName } from './person.ts';
import type { ExpectedBirth } from './register-birth.ts';

export const registerName = 'population register';
export const registerMenu = [['/', 'Births and events'], ['/notices', 'Permit notices'], ['/persons', 'Persons'], ['/control', 'Control']] as const;

const printName = (name: PersonName) => html`<bdi>${fullName(name) || 'not yet named'}</bdi>${name.native ? html` <bdi>(${name.native})</bdi>` : ''}`;

/** First page: births to come, a form for any other, and what was told the authority. */
export function birthsPage(people: People, expected: ExpectedBirth[], isRegistered: (id: string) => boolean, events: OutgoingEvents): Html {
  const options = people.testPersons().map((person) => html`<option value="${person.number}">${fullName(person.name)}, ${person.number}</option>`);
  return html`<section><h2>Expected births</h2>
    ${expected.map(({ button, birth }, i) => html`<form method="post" action="/births/expected/${birth.id}">
      <p><button class="${i === 0 && !isRegistered(birth.id) ? 'main' : ''}">${button}</button> ${isRegistered(birth.id) ? html`<span class="good">registered</span>` : ''}</p></form>`)}</section>
    <section><h2>Register a birth</h2><form method="post" action="/births/form" class="box">
    <datalist id="persons">${options}</datalist>
    <label for="mother">Mother: personal number</label><input id="mother" name="mother" list="persons" inputmode="numeric" required>
    <label for="other">Father or other parent: personal number (may be empty)</label><input id="other" name="other" list="persons" inputmode="numeric">
    <label for="givenName">Given name (empty: not yet named)</label><input id="givenName" name="givenName" dir="auto" autocomplete="off">
    <label for="familyName">Family name (may be empty)</label><input id="familyName" name="familyName" dir="auto" autocomplete="off">
    <label for="birthDate">Date of birth</label><input id="birthDate" name="birthDate" type="date" required>
    <label for="birthPlace">Place of birth</label><input id="birthPlace" name="birthPlace" value="Akademiska sjukhuset, Uppsala" required>
    <label for="sex">Sex</label><select id="sex" name="sex"><option value="female">female</option><option value="male">male</option></select>
    <label for="citizenships">Citizenships (country codes; XXA stateless, XXX not known)</label><input id="citizenships" name="citizenships" placeholder="SY" required>
    <label for="custody">Custody</label><select id="custody" name="custody"><option value="both">both parents</option><option value="mother">mother alone</option><option value="other">other parent alone</option></select>
    <label for="livesWith">Lives with</label><select id="livesWith" name="livesWith"><option value="both">both parents</option><option value="mother">mother</option><option value="other">other parent</option></select>
    <p><button class="main">Register the birth</button></p></form></section>
    <section><h2>Events to the authority</h2>${eventList(events)}</section>`;
}

export function personsPage(found: { people: Person[]; total: number }, query: string): Html {
  return html`<form class="row"><div><label for="q">Name or number</label><input id="q" name="q" value="${query}" dir="auto"></div><button>Search</button></form>
    <p class="dim">${found.total} persons${found.total > found.people.length ? `, the first ${found.people.length} are shown` : ''}</p>
    ${found.people.map((person) => html`<article><b>${printName(person.name)}</b><dl>
      <dt>Number</dt><dd>${person.number}</dd><dt>Born</dt><dd>${person.birthDate}, ${person.birthPlace ?? ''} ${person.birthCountry}</dd>
      <dt>Citizenship</dt><dd>${person.citizenships.join(', ')}</dd>
      <dt>Address</dt><dd>${person.address ? `${person.address.street}, ${person.address.postcode} ${person.address.city}` : 'none'}</dd>
      ${person.parents.length > 0 ? html`<dt>Parents</dt><dd>${person.parents.join(', ')}</dd><dt>Custody</dt><dd>${person.custodians.join(', ')}</dd>` : ''}
      <dt>Registered</dt><dd>${person.registered ? 'yes' : 'no, coordination number only'}</dd></dl></article>`)}`;
}
