import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createAuthorityVerifier } from '../shared/authority-messages.ts';
import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { html } from '../shared/html.ts';
import { noticesPage, receivePermitNotice } from '../shared/permit-notices.ts';
import type { PermitNotice } from '../shared/permit-notices.ts';
import { sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { birthsPage, personsPage, registerMenu, registerName } from './pages.ts';
import { openPeople } from './people.ts';
import type { People } from './people.ts';
import { personSchema } from './person.ts';
import type { Person } from './person.ts';
import { isPersonalNumber, readPersonalNumber } from './personal-number.ts';
import { birthSchema, createRegisterBirth, expectedBirths } from './register-birth.ts';
import type { BirthInput } from './register-birth.ts';

/** The simulated population register: answers look-ups, registers births, tells the authority, takes permit notices. */
export async function startRegister(settings: NeighbourSettings & { key: string }): Promise<RunningNeighbour & { people: People }> {
  const { clock } = settings;
  const sender = await openSender(settings, { name: registerName, file: 'register', partner: 'population-register', forgotten: () => people.reload() });
  const { app, store, events } = sender;
  const people = openPeople(store.collection('people'));
  const notices = store.collection<PermitNotice>('notices');
  const births = store.collection('births');
  const registerBirth = createRegisterBirth(store, people, events, randomUUID, clock);
  const readFromAuthority = createAuthorityVerifier(settings.authorityUrl, sender.url);
  const bearer = { onRequest: requireBearer(settings.key) };

  // Look-ups ---------------------------------------------------------------------------------------------------------
  const find = (number: string): Person => {
    const person = people.get(number);
    if (!person) throw new ServiceError(404, 'no-such-person', `Nobody with the number ${number} is in the register.`, 'Check the number: twelve digits, no hyphen.');
    return person;
  };
  app.get<{ Params: { number: string } }>('/people/:number', bearer, async ({ params }) => answer(find(params.number)));
  app.get<{ Params: { number: string } }>('/people/:number/household', bearer, async ({ params }) => {
    const person = find(params.number);
    const members = new Map([person, ...people.livingAt(person.address), ...people.childrenOf(person.number)].map((member) => [member.number, member]));
    return { number: person.number, address: person.address, members: [...members.values()].map(answer), children: people.childrenOf(person.number).map((child) => child.number) };
  });
  app.get('/people', bearer, async (request) => {
    const { q = '', from, limit } = request.query as Record<string, string | undefined>;
    const found = people.search(q, count(from, 0, 1e9), count(limit, 50, 1000));
    return { total: found.total, people: found.people.map(answer) };
  });
  app.post<{ Body: Person[] }>('/people', { ...bearer, bodyLimit: 64 * 1024 * 1024, schema: { body: { type: 'array', items: personSchema } } }, async ({ body }, reply) => {
    const wrong = body.find((person) => !isPersonalNumber(person.number));
    if (wrong) throw new ServiceError(422, 'wrong-number', `${wrong.number} is not a personal number.`, 'Correct its date or check digit; nothing was saved.');
    store.transaction(() => body.forEach(people.save));
    return reply.status(201).send({ saved: body.length });
  });

  // Births -----------------------------------------------------------------------------------------------------------
  app.post<{ Body: BirthInput }>('/births', { ...bearer, schema: { body: birthSchema } }, async ({ body }, reply) => {
    const { child, jti, again } = registerBirth(body);
    return reply.status(again ? 200 : 201).send({ child: answer(child), jti });
  });
  app.post('/births/form', async (request, reply) => {
    const birth = readBirthForm(request.body as Record<string, string>, clock());
    if (!request.validateInput(birth, birthSchema)) throw new ServiceError(400, 'form-not-filled', 'Something in the form is missing or wrong.', 'Go back, and check the numbers, the date and the country codes.');
    registerBirth(birth);
    return reply.redirect('/', 303);
  });
  app.post<{ Params: { id: string } }>('/births/expected/:id', async ({ params }, reply) => {
    const expected = expectedBirths().find(({ birth }) => birth.id === params.id);
    if (!expected) throw new ServiceError(404, 'no-such-birth', 'No such birth is expected.', 'Choose one from the first page.');
    registerBirth(expected.birth);
    return reply.redirect('/', 303);
  });

  // Permit notices ---------------------------------------------------------------------------------------------------
  app.post('/notices/permits', async (request, reply) => {
    const { again } = receivePermitNotice(notices, await readFromAuthority(request.body), clock());
    return reply.status(again ? 200 : 201).send({ received: true, again });
  });
  app.get('/notices/permits', bearer, async () => notices.all());

  // Pages ------------------------------------------------------------------------------------------------------------
  const page = { service: registerName, menu: registerMenu };
  app.get('/', async (_request, reply) => sendPage(reply, { ...page, title: 'Births', body: birthsPage(people, expectedBirths(), (id) => births.get(id) !== undefined, events) }));
  app.get('/notices', async (_request, reply) => sendPage(reply, { ...page, title: 'Permit notices received', body: noticesPage(notices.all(), people.nameOf) }));
  app.get('/persons', async (request: FastifyRequest<{ Querystring: { q?: string } }>, reply) => {
    const query = String(request.query.q ?? '');
    return sendPage(reply, { ...page, title: 'Persons', body: html`${personsPage(people.search(query), query)}` });
  });

  return { ...await sender.start(), people };
}

/** What the register answers of a person; the line about a test person is ours, not the register's. */
function answer({ about: _about, ...person }: Person): Omit<Person, 'about'> {
  return person;
}

function count(text: string | undefined, fallback: number, most: number): number {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : fallback;
}

function readBirthForm(form: Record<string, string>, now: Date): BirthInput {
  const field = (name: string) => (form[name] ?? '').trim();
  const mother = readPersonalNumber(field('mother'), now) ?? field('mother');
  const other = field('other') && (readPersonalNumber(field('other'), now) ?? field('other'));
  const chosen = (choice: string) => (choice === 'mother' ? [mother] : choice === 'other' ? [other] : [mother, other]).filter(Boolean);
  return {
    ...(field('givenName') && { givenName: field('givenName') }), ...(field('familyName') && { familyName: field('familyName') }),
    birthDate: field('birthDate'), birthPlace: field('birthPlace'), sex: field('sex') as BirthInput['sex'],
    citizenships: field('citizenships').toUpperCase().split(/[\s,;]+/).filter(Boolean),
    parents: [{ number: mother, relation: 'mother' as const }, ...(other ? [{ number: other, relation: 'parent' as const }] : [])],
    custodians: chosen(field('custody')), livesWith: chosen(field('livesWith')),
  };
}
