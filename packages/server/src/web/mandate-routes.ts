import type { FastifyInstance } from 'fastify';
import { companiesPage, mandatesPage, readOrganisationNumber, routes } from '@ankomst/web';
import type { CompaniesView, MandatesView, PageContext } from '@ankomst/web';
import { DomainError, isDay, mandateScopes, mayDelegate } from '@ankomst/core';
import type { MandateRecord, MandateScope } from '@ankomst/core';
import { casesOfPerson } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { setFlash, takeFlash } from '../http/flash.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, fields, param, query, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { addCompany } from '../mandates/add-company.ts';
import { giveMandate } from '../mandates/give-mandate.ts';
import { namesOf, principalsOf, representativesOf } from '../mandates/own-mandates.ts';
import { revokeMandate } from '../mandates/revoke-mandate.ts';
import { Problem } from '../problem.ts';
import { servicesNow } from './public-views.ts';
import { todayOf } from '../today.ts';

const nothing: MandatesView['typed'] = { number: '', scope: ['read', 'write', 'receive'], covers: 'all', until: '' };

/** Who acts for whom: companies one stands for, and mandates given, held and taken back. */
export function mandateRoutes(app: FastifyInstance, deps: Deps): void {

  app.get('/companies', async (request, reply) => {
    const { subject } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    ctx.flash = takeFlash(app, request, reply, ctx);
    return sendPage(reply, companiesPage(await companiesView(subject.personId, ctx), ctx));
  });

  app.post('/companies', async (request, reply) => {
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.companies(), 'kept'));
    const { subject: { personId } } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    const typed = field(posted.body, 'number').slice(0, 40);
    const wrong = async (problem: string): Promise<unknown> =>
      sendPage(reply, companiesPage({ ...await companiesView(personId, ctx), number: typed, problem }, ctx), 422);
    // read as the same number is in a form: what people write is taken in the same ways and refused in the same words
    const read = readOrganisationNumber(typed);
    if (!('value' in read)) return wrong('wrong' in read ? ctx.say(read.wrong, read.args) : ctx.t('companies.problem.number'));
    const number = String(read.value);
    try {
      const added = await addCompany(deps, personId, number);
      if (added.state !== 'added') return wrong(ctx.say(`companies.problem.${added.state}`, { company: 'name' in added ? added.name : '' }));
    } catch (error) {
      if (error instanceof Problem && error.code === 'neighbour-down') return wrong(ctx.t('companies.problem.down'));
      throw error;
    }
    setFlash(app, reply, 'company-added');
    return seeOther(reply, routes.companies());
  });

  app.get('/mandates', async (request, reply) => {
    const { subject } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    ctx.flash = takeFlash(app, request, reply, ctx);
    const about = query(request, 'case');
    const typed = about ? { ...nothing, covers: `case/${about}` } : nothing;
    return sendPage(reply, mandatesPage(await mandatesView(subject.personId, query(request, 'for') ?? subject.personId, ctx, typed), ctx));
  });

  app.post('/mandates', async (request, reply) => {
    const principal = query(request, 'for');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.mandates(principal), 'kept'));
    const { subject: { personId } } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    const typed = { number: field(posted.body, 'number').slice(0, 40), scope: fields(posted.body, 'scope'), covers: field(posted.body, 'covers'), until: field(posted.body, 'until').trim().slice(0, 20) };
    const number = typed.number.replace(/[^0-9]/g, '');
    const wrong = async (problems: MandatesView['problems']): Promise<unknown> =>
      sendPage(reply, mandatesPage({ ...await mandatesView(personId, principal ?? personId, ctx, typed), problems }, ctx), 422);
    const view = await mandatesView(personId, principal ?? personId, ctx, typed);
    const problems: { field: 'number' | 'scope' | 'until' | 'covers'; text: string }[] = [];
    if (!/^\d{12}$/.test(number)) problems.push({ field: 'number', text: ctx.t('mandates.problem.number') });
    if (typed.scope.length === 0) problems.push({ field: 'scope', text: ctx.t('mandates.problem.scope') });
    if (!view.choices.some((one) => one.value === typed.covers)) problems.push({ field: 'covers', text: ctx.t('problem.choose', { label: ctx.t('mandates.covers') }) });
    if (typed.until && (!isDay(typed.until) || typed.until < todayOf(deps))) problems.push({ field: 'until', text: ctx.t('mandates.problem.until') });
    if (problems.length > 0) return wrong(problems);
    const [kind, id] = typed.covers.split('/') as ['all' | 'service' | 'case', string | undefined];
    try {
      await giveMandate(deps, personId, {
        principal: principal ?? personId, number, once: posted.once, scope: typed.scope.filter((one): one is MandateScope => (mandateScopes as readonly string[]).includes(one)),
        covers: kind === 'all' ? { kind } : kind === 'service' ? { kind, service: id! } : { kind, caseId: id! }, validFrom: todayOf(deps), ...(typed.until ? { validTo: typed.until } : {}),
      });
    } catch (error) {
      if (error instanceof Problem && error.code === 'person-unknown') return wrong([{ field: 'number', text: ctx.t('mandates.problem.unknown') }]);
      if (error instanceof DomainError && error.code === 'bad-mandate') return wrong([{ field: 'number', text: ctx.t('mandates.problem.self') }]);
      throw error;
    }
    setFlash(app, reply, 'mandate-given');
    return seeOther(reply, routes.mandates(principal));
  });

  app.post('/mandates/:id/revoke', async (request, reply) => {
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.mandates(), 'kept'));
    await revokeMandate(deps, requirePerson(request).subject.personId, param(request, 'id'));
    setFlash(app, reply, 'mandate-revoked');
    return seeOther(reply, routes.mandates());
  });

  async function companiesView(personId: string, ctx: PageContext): Promise<CompaniesView> {
    const employers = servicesNow(deps).filter((one) => one.apply?.roles.some((role) => one.roles.find((definition) => definition.role === role)?.is === 'organisation'));
    const companies = (await principalsOf(deps, personId)).filter((one) => one.organisation);
    return {
      companies: companies.map((one) => ({
        personId: one.personId, name: one.name, number: one.number!, signs: one.mandates.some((mandate) => mayDelegate(mandate, todayOf(deps))),
        begin: employers.map((rulebook) => ({ href: routes.apply(rulebook.service), label: rulebook.text[ctx.language]?.['service.name'] ?? rulebook.service })),
      })),
    };
  }

  /** @throws Problem not-found where the reader has nothing to do with the principal */
  async function mandatesView(personId: string, principal: string, ctx: PageContext, typed: MandatesView['typed']): Promise<MandatesView> {
    const self = personId === principal;
    const principals = await principalsOf(deps, personId);
    const other = principals.find((one) => one.personId === principal);
    if (!self && !other) throw new Problem('not-found');
    const mayGive = self || other!.mandates.some((mandate) => mayDelegate(mandate, todayOf(deps)));
    if (!mayGive) throw new Problem('not-found');
    const services = servicesNow(deps);
    const nameOf = (service: string): string => services.find((one) => one.service === service)?.text[ctx.language]?.['service.name'] ?? service;
    const cases = (await casesOfPerson(deps.store, principal)).map(({ file }) => file);
    const covers = ({ covers: what }: MandateRecord): string => (what.kind === 'all' ? ctx.t('mandates.covers.all')
      : what.kind === 'service' ? ctx.t('mandates.covers.service', { service: nameOf(what.service) })
      : ctx.t('mandates.covers.case', { number: cases.find((one) => one.id === what.caseId)?.number ?? '' }));
    const given = await representativesOf(deps, principal);
    const held = self ? principals : [];
    const names = await namesOf(deps, [principal]);
    return {
      principal: { personId: principal, name: names[principal] ?? '', self },
      given: given.map(({ mandate, name, holds }) => ({ mandate, name, holds, covers: covers(mandate) })),
      held: held.flatMap((one) => one.mandates.map((mandate) => ({ mandate, name: one.name, covers: covers(mandate) }))),
      mayGive,
      choices: [
        { value: 'all', label: ctx.t('mandates.covers.all') },
        ...services.map((one) => ({ value: `service/${one.service}`, label: ctx.t('mandates.covers.service', { service: nameOf(one.service) }) })),
        ...cases.filter((file) => file.phase !== 'closed').slice(0, 50).map((file) => ({ value: `case/${file.id}`, label: ctx.t('mandates.covers.case', { number: file.number }) })),
      ],
      typed, problems: [], today: todayOf(deps),
    };
  }
}
