import { isOrganisationNumber } from '../companies/organisation-number.ts';
import { isPersonalNumber, readPersonalNumber } from '../register/personal-number.ts';
import { createAuthorityVerifier } from '../shared/authority-messages.ts';
import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { noticesPage, receivePermitNotice } from '../shared/permit-notices.ts';
import type { PermitNotice } from '../shared/permit-notices.ts';
import { statusPage } from '../shared/questions.ts';
import { sendPage, wantsPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { addMonths, declared, employmentId, lastMonth, monthsBetween, shippedTaxData } from './employer.ts';
import type { Employment, TaxEmployer } from './employer.ts';
import { employersPage, salariesPage, taxMenu, taxName } from './pages.ts';

type ByNumber = { Params: { number: string } };

const isMonth = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
/** Months without pay after which the agency tells the authority. */
const silentMonths = 3;

const employmentSchema = {
  type: 'object', additionalProperties: false, required: ['person', 'employer', 'from', 'gross'],
  properties: {
    person: { type: 'string' }, employer: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' },
    gross: { type: 'integer', minimum: 1, maximum: 100_000_000_00 }, missing: { type: 'array', items: { type: 'string' } },
  },
} as const;

/** The simulated tax agency: what employers declared and owe, permit notices, and a word when salaries stop. `nameOf`: of people by number. */
export async function startTax(settings: NeighbourSettings & { key: string; nameOf(number: string): string | undefined }): Promise<RunningNeighbour> {
  const sender = await openSender(settings, { name: taxName, file: 'tax', partner: 'tax' });
  const { app, store, events, today } = sender;
  const notices = store.collection<PermitNotice>('notices');
  const keptEmployers = store.collection<TaxEmployer>('employers');
  const keptEmployments = store.collection<Employment>('employments');
  const bearer = { onRequest: requireBearer(settings.key) };
  const readFromAuthority = createAuthorityVerifier(settings.authorityUrl, sender.url);

  const page = { service: taxName, menu: taxMenu };

  // What is shipped, with what was changed since on top.
  const employers = () => new Map([...shippedTaxData().employers, ...keptEmployers.all()].map((one) => [one.number, one]));
  const employments = () => new Map([...shippedTaxData().employments, ...keptEmployments.all()].map((one) => [employmentId(one), one]));

  // What the authority asks ------------------------------------------------------------------------------------------
  app.get('/salaries', bearer, async (request) => {
    const { person = '', employer = '', from, to } = request.query as Record<string, string | undefined>;
    if (!isMonth(from) || !isMonth(to)) throw new ServiceError(400, 'no-months', 'From which month to which is not said.', 'Give from=YYYY-MM&to=YYYY-MM.');
    const employment = employments().get(employmentId({ person, employer }));
    return { person, employer, months: employment ? declared(employment, { from, to }, today()) : [] };
  });
  app.get<ByNumber>('/employers/:number', bearer, async ({ params }) => {
    const { name: _name, ...employer } = employers().get(params.number) ?? { number: params.number, name: '', registered: false, unpaid: 0, reported: false };
    return employer;
  });
  app.post<{ Body: Employment[] }>('/employments', { ...bearer, schema: { body: { type: 'array', items: employmentSchema } } }, async ({ body }, reply) => {
    body.forEach(checkEmployment);
    store.transaction(() => body.forEach((one) => keptEmployments.put(employmentId(one), { ...one, missing: one.missing ?? [] })));
    return reply.status(201).send({ saved: body.length });
  });

  // Permit notices ---------------------------------------------------------------------------------------------------
  app.post('/notices/permits', async (request, reply) => {
    const { again } = receivePermitNotice(notices, await readFromAuthority(request.body), settings.clock());
    return reply.status(again ? 200 : 201).send({ received: true, again });
  });
  app.get('/notices/permits', bearer, async () => notices.all());

  // What the agency asks of the authority ----------------------------------------------------------------------------
  app.get('/questions', async (_request, reply) => sendPage(reply, { ...page, title: 'Ask the authority', body: statusPage() }));
  app.post<{ Body: Record<string, string> | null }>('/questions', async (request, reply) => {
    const number = readPersonalNumber(request.body?.number ?? '', settings.clock());
    if (!number) throw new ServiceError(422, 'no-number', 'This is no personal number.', 'Write twelve digits.');
    const answer = await sender.ask({ number, ground: 'population-register' });
    return wantsPage(request) ? sendPage(reply, { ...page, title: 'Ask the authority', body: statusPage({ number, ...answer }) }) : answer;
  });

  // Buttons ----------------------------------------------------------------------------------------------------------
  app.post<{ Params: { id: string } }>('/employments/:id/missing', async ({ params }, reply) => {
    const employment = employments().get(params.id);
    if (!employment) throw new ServiceError(404, 'no-such-employment', 'There is no such employment.', 'Choose one from the first page.');
    const last = lastMonth(today());
    const { person, employer, from, missing } = employment;
    const months = monthsBetween(addMonths(last, 1 - silentMonths), last);
    if (months[0]! < from) throw new ServiceError(409, 'too-early', `The employment began in ${from}: three months have not passed.`, 'Choose an employment that has lasted longer.');
    store.transaction(() => {
      keptEmployments.put(params.id, { ...employment, missing: [...new Set([...missing, ...months])].sort() });
      // named by what it tells of: pressed again in the same month it is the same news
      events.queue(`salary-missing-${params.id}-${last}`, 'SalaryMissing', { occurredOn: today(), data: { person, employer, months } });
    });
    return reply.redirect('/', 303);
  });
  app.post<{ Body: Record<string, string> | null }>('/employments/form', async ({ body }, reply) => {
    const { person = '', employer = '', from = '', gross = '' } = body ?? {};
    const employment: Employment = { person: readPersonalNumber(person, settings.clock()) ?? '', employer, from, gross: readKronor(gross), missing: [] };
    checkEmployment(employment);
    keptEmployments.put(employmentId(employment), employment);
    return reply.redirect('/', 303);
  });
  app.post<ByNumber & { Body: Record<string, string> | null }>('/employers/:number/form', async ({ params, body }, reply) => {
    const employer = employers().get(params.number);
    if (!employer) throw new ServiceError(404, 'no-such-employer', 'There is no such employer.', 'Choose one from the list.');
    const { unpaid = '', reportedWhy = '', ...ticks } = body ?? {};
    keptEmployers.put(employer.number, {
      number: employer.number, name: employer.name, registered: 'registered' in ticks, unpaid: readKronor(unpaid || '0'), reported: 'reported' in ticks,
      ...('reported' in ticks && reportedWhy.trim() && { reportedWhy: reportedWhy.trim() }),
    });
    return reply.redirect('/employers', 303);
  });

  // Pages ------------------------------------------------------------------------------------------------------------
  const nameOf = (number: string) => settings.nameOf(number) ?? number;
  app.get('/', async (_request, reply) => sendPage(reply, { ...page, title: 'Salaries', body: salariesPage([...employments().values()], [...employers().values()], nameOf, events) }));
  app.get('/employers', async (_request, reply) => sendPage(reply, { ...page, title: 'Employers', body: employersPage([...employers().values()]) }));
  app.get('/notices', async (_request, reply) => sendPage(reply, { ...page, title: 'Permit notices received', body: noticesPage(notices.all(), settings.nameOf) }));

  return sender.start();
}

/** @throws ServiceError 422 */
function checkEmployment({ person, employer, from, to }: Employment): void {
  const fits = isPersonalNumber(person) && isOrganisationNumber(employer) && isMonth(from) && (to === undefined || isMonth(to));
  if (!fits) throw new ServiceError(422, 'wrong-employment', 'A number has a wrong check digit, or a month is none.', 'Give twelve digits, ten digits and YYYY-MM; nothing was saved.');
}

/** Kronor as typed, in öre. @throws ServiceError 422 */
function readKronor(typed: string): number {
  const ore = Math.round(Number(typed.replace(/\s/g, '').replace(',', '.')) * 100);
  if (!Number.isSafeInteger(ore) || ore < 0) throw new ServiceError(422, 'wrong-amount', `${typed} is no amount in kronor.`, 'Write digits, with a comma before öre.');
  return ore;
}
