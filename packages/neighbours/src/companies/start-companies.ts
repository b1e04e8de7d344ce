import { randomUUID } from 'node:crypto';
import { isPersonalNumber } from '../register/personal-number.ts';
import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { openCompanies } from './companies.ts';
import { changedParts, companySchema, statuses } from './company.ts';
import type { Company, Signatory } from './company.ts';
import { isOrganisationNumber } from './organisation-number.ts';
import { changePage, companiesPage } from './pages.ts';

const name = 'company register';
const menu = [['/', 'Companies'], ['/control', 'Control']] as const;

type ByNumber = { Params: { number: string } };

/** The simulated register of companies: answers who a company is and who signs for it, and tells the authority of changes. */
export async function startCompanies(settings: NeighbourSettings & { key: string }): Promise<RunningNeighbour> {
  const sender = await openSender(settings, { name, file: 'companies', partner: 'company-register', forgotten: () => companies.reload() });
  const { app, store, events, today } = sender;
  const companies = openCompanies(store.collection('companies'));
  const bearer = { onRequest: requireBearer(settings.key) };

  const find = (number: string): Company => {
    if (!isOrganisationNumber(number)) throw new ServiceError(404, 'wrong-number', `${number} is not an organisation number.`, 'Ten digits, no hyphen; check the last one.');
    const company = companies.get(number);
    if (!company) throw new ServiceError(404, 'no-such-company', `No company has the number ${number}.`, 'Check the number.');
    return company;
  };

  app.get<ByNumber>('/companies/:number', bearer, async ({ params }) => find(params.number));
  app.get('/companies', bearer, async (request) => {
    const { signatory } = request.query as { signatory?: string };
    return { companies: signatory === undefined ? companies.all() : companies.signedBy(signatory) };
  });
  app.post<{ Body: Company[] }>('/companies', { ...bearer, bodyLimit: 16 * 1024 * 1024, schema: { body: { type: 'array', items: companySchema } } }, async ({ body }, reply) => {
    const wrong = body.find(({ number, signatories }) => !isOrganisationNumber(number) || !signatories.every((one) => isPersonalNumber(one.number)));
    if (wrong) throw new ServiceError(422, 'wrong-number', `A number of ${wrong.number} has a wrong check digit.`, 'Correct it; nothing was saved.');
    store.transaction(() => body.forEach(companies.save));
    return reply.status(201).send({ saved: body.length });
  });

  app.get<ByNumber>('/companies/:number/change', async ({ params }, reply) => {
    const company = find(params.number);
    return sendPage(reply, { service: name, title: company.name, menu, body: changePage(company) });
  });
  app.post<ByNumber & { Body: Record<string, string> | null }>('/companies/:number/change', async ({ params, body }, reply) => {
    const before = find(params.number);
    const after: Company = { ...before, ...readChange(body ?? {}) };
    const changed = changedParts(before, after);
    if (changed.length > 0) {
      store.transaction(() => {
        companies.save(after);
        events.queue(randomUUID(), 'CompanyChanged', { occurredOn: today(), data: { number: after.number, changed, company: after } });
      });
    }
    return reply.redirect('/', 303);
  });
  app.get('/', async (_request, reply) => sendPage(reply, { service: name, title: 'Companies', menu, body: companiesPage(companies.all(), events) }));

  return sender.start();
}

/** @throws ServiceError 400 a status that is none, or a signatory without name or with a wrong number */
function readChange(form: Record<string, string>): Pick<Company, 'status' | 'signatories'> {
  const status = statuses.find((one) => one === form.status);
  const signatories: Signatory[] = [];
  for (let i = 0; `number-${i}` in form; i++) {
    const number = form[`number-${i}`]!.replace(/[\s-]/g, '');
    if (number) signatories.push({ number, name: (form[`name-${i}`] ?? '').trim(), alone: form[`alone-${i}`] !== undefined });
  }
  if (!status || signatories.some((one) => !one.name || !isPersonalNumber(one.number))) {
    throw new ServiceError(400, 'form-not-filled', 'Something in the form is missing or wrong.', 'Go back, and check the names and the numbers (twelve digits).');
  }
  return { status, signatories };
}
