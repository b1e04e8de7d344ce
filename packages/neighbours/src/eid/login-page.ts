import { html } from '../shared/html.ts';
import type { Html, Page } from '../shared/html.ts';
import type { People } from '../register/people.ts';
import { fullName } from '../register/person.ts';
import { peopleFromAbroad } from './accounts.ts';
import { texts } from './texts.ts';
import type { Language } from './texts.ts';

export type LoginChoice = { uid: string; language: Language; query: string; typed?: string; problem?: boolean };

const manyPersons = 12;
const listed = 50;

/** The page "Choose a test person": one button each, a search once the list is long, a field for any other number, and a way out. */
export function loginPage(people: People, choice: LoginChoice): Page {
  const words = texts[choice.language];
  const action = `/interaction/${choice.uid}`;
  const candidates = peopleToShow(people, choice);
  const abroad = foreignersToShow(choice);
  return {
    service: words.name, banner: words.banner, language: choice.language, title: words.title,
    body: html`<p>${words.intro}</p>
      ${people.testPersons().length > manyPersons ? html`<form class="row" method="get" action="${action}" role="search">
        <div><label for="q">${words.search}</label><input id="q" name="q" type="search" value="${choice.query}" dir="auto"></div><button>${words.searchButton}</button></form>` : ''}
      <form method="post" action="${action}"><h2>${words.persons}</h2>
      ${candidates.length + abroad.length === 0 ? html`<p>${words.nobody}</p>` : ''}
      ${candidates.map((one) => accountButton(one))}
      ${abroad.length > 0 ? html`<h2>${words.fromAbroad}</h2>${abroad.map((one) => accountButton(one))}` : ''}</form>
      <form method="post" action="${action}" class="box"><h2>${words.otherTitle}</h2>
        ${choice.problem ? html`<p class="bad" id="problem" role="alert">${words.notInRegister}</p>` : ''}
        <label for="number">${words.number}</label>
        <input id="number" name="number" inputmode="numeric" autocomplete="off" dir="ltr" value="${choice.typed}" ${choice.problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}>
        <button class="main">${words.logIn}</button></form>
      <form method="post" action="${action}"><button name="cancel" value="true">${words.cancel}</button></form>`,
  };
}

type Candidate = { id: string; name: string; about: string };

function accountButton({ id, name, about }: Candidate): Html {
  return html`<button class="person" name="account" value="${id}"><b><bdi>${name}</bdi></b>
    <small dir="auto">${about}</small></button>`;
}

function foreignersToShow({ query, language }: LoginChoice): Candidate[] {
  return peopleFromAbroad().map(({ id, name, about }) => ({ id, name: fullName(name), about: about[language] ?? about.en! }))
    .filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()));
}

function peopleToShow(people: People, { query, language }: LoginChoice): Candidate[] {
  const found = query.trim() ? people.search(query, 0, listed).people : people.testPersons();
  return found.map((person) => ({
    id: person.number, name: fullName(person.name),
    about: person.about?.[language] ?? person.about?.en ?? person.number,
  }));
}
