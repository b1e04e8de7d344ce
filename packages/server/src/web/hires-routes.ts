import type { FastifyInstance } from 'fastify';
import { stringify } from 'node:querystring';
import { hiresPage, routes } from '@ankomst/web';
import type { HiresView, PageContext } from '@ankomst/web';
import type { Rulebook } from '@ankomst/core';
import { sha256 } from '@ankomst/core';
import { outboxProgress } from '@ankomst/store';
import { hireColumns, newcomer, readHires } from '../applications/read-hires.ts';
import type { HireRow, HiresFile } from '../applications/read-hires.ts';
import { hireErrands } from '../applications/hire.ts';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, query, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { principalsOf } from '../mandates/own-mandates.ts';
import type { Principal } from '../mandates/own-mandates.ts';
import { keepOwnDraft, ownDraft, ownDraftDone } from '../people/own-draft.ts';
import { Problem } from '../problem.ts';
import { servicesNow } from './public-views.ts';

const mostBytes = 2_000_000;

/** Many hires from one file: looked through first, begun by a second press, with a report for each row. */
export function hiresRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/companies/:id/hires', async (request, reply) => {
    const { company, rulebook, role, ctx } = await scene(request);
    const batch = query(request, 'batch');
    const view = empty(company, rulebook, role);
    if (batch && /^[\w-]+$/.test(batch)) {
      const { done, all } = await outboxProgress(deps.store, `hire:${batch}:`);
      if (all > 0) view.report = { rows: all, ready: all, wrong: [], begun: done, ...(done < all ? { under: all - done } : {}) };
    }
    return sendPage(reply, hiresPage(view, ctx));
  });

  app.get('/companies/:id/hires/template.csv', async (request, reply) => {
    const { rulebook, role } = await scene(request);
    const names = hireColumns(rulebook, role).map((column) => column.name);
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="hires.csv"').send(`\uFEFF${names.join(';')}\r\n`);
  });

  app.post('/companies/:id/hires', async (request, reply) => {
    let bytes: Buffer | undefined;
    const organisation = param(request, 'id');
    const posted = await readPosted(deps, request, async (file) => {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of file.file) {
        size += (part as Buffer).length;
        if (size > mostBytes) throw new Problem('file-too-large');
        parts.push(part as Buffer);
      }
      bytes = Buffer.concat(parts);
    });
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.hires(organisation), 'kept'));
    const { company, rulebook, role, ctx, personId } = await scene(request);
    const view = empty(company, rulebook, role);
    if (field(posted.body, 'do') === 'begin') {
      const kept = await ownDraft(deps, personId, `hires-${organisation}`);
      if (!kept || kept['token'] !== field(posted.body, 'token')) return seeOther(reply, routes.hires(organisation));
      const rows = JSON.parse(kept['rows'] ?? '[]') as HireRow[];
      const batch = kept['token'];
      await deps.store.commit({
        ...ownDraftDone(deps, personId, `hires-${organisation}`),
        idempotencyKey: `hires:${batch}`,
        outbox: hireErrands(deps, batch, rows.map((row) => ({ personId, organisation, service: rulebook.service, role, row }))),
      });
      return seeOther(reply, `${routes.hires(organisation)}?${stringify({ batch })}`);
    }
    const read: HiresFile = bytes ? readHires(bytes, rulebook, newcomer(rulebook, role), request.language) : { state: 'empty' };
    if (read.state !== 'read') {
      view.problem = read.state === 'columns' ? ctx.t('hires.problem.columns', { columns: read.missing.join(', ') }) : ctx.t(`hires.problem.${read.state}`);
      return sendPage(reply, hiresPage(view, ctx), 422);
    }
    const labelOf = (key: string): string => ctx.say(`fact.${key.split('@')[0]}`);
    const token = sha256(JSON.stringify([organisation, read.rows])).slice(0, 24);
    await keepOwnDraft(deps, personId, `hires-${organisation}`, { token, rows: JSON.stringify(read.rows) });
    view.report = {
      rows: read.rows.length + read.wrong.length, ready: read.rows.length, token,
      wrong: read.wrong.map((row) => ({
        line: row.line, who: row.who,
        problems: row.problems.map((one) => ({
          column: one.column,
          text: 'missing' in one ? ctx.t('invite.problem') : 'twice' in one ? ctx.t('hires.problem.twice', { line: one.twice }) : ctx.say(one.field.message, { label: labelOf(one.field.key), ...one.field.args }),
        })),
      })),
    };
    return sendPage(reply, hiresPage(view, ctx));
  });

  async function scene(request: Parameters<typeof requirePerson>[0]): Promise<{ company: Principal; rulebook: Rulebook; role: string; ctx: PageContext; personId: string }> {
    const { subject: { personId } } = requirePerson(request);
    const company = (await principalsOf(deps, personId)).find((one) => one.organisation && one.personId === param(request, 'id') && one.mandates.some((mandate) => mandate.scope.includes('write')));
    if (!company) throw new Problem('not-found');
    for (const rulebook of servicesNow(deps)) {
      const role = rulebook.apply?.roles.find((one) => rulebook.roles.find((definition) => definition.role === one)?.is === 'organisation');
      if (role) return { company, rulebook, role, ctx: contextOf(app, deps, request, { rulebook }), personId };
    }
    throw new Problem('not-found');
  }

  function empty(company: Principal, rulebook: Rulebook, role: string): HiresView {
    const own: Record<string, string> = { email: 'hires.email', language: 'hires.language' };
    return {
      organisation: company.personId, company: company.name, service: rulebook.service,
      columns: hireColumns(rulebook, role).map(({ name, fact, required }) => ({ name, required, label: { key: fact ? `fact.${fact}` : own[name]! } })),
    };
  }
}
