import { ruleJob } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { approveDraft, proposeDraft } from '../rule-lab/approve-draft.ts';
import { beginDraft, editDraft, frameDraft, type Author } from '../rule-lab/act-on-draft.ts';
import { loadDraft } from '../rule-lab/load-draft.ts';
import { startJob } from '../rule-lab/run-job.ts';
import { todayOf } from '../today.ts';

const nils: Author = { staffId: 'NB5001', name: 'Nils Berg' };
const aino: Author = { staffId: 'AL5002', name: 'Aino Laine' };

/**
 * What somebody finds in the rule lab who opens it for the first time: a draft that raises an amount, tested, proposed and
 * approved by one of the two who must. By the very acts the lab has; once. It is being tried on cases as they look.
 */
export async function demoLab(deps: Deps): Promise<void> {
  if ((await deps.store.query('select 1 from rule_draft limit 1')).length > 0) return;
  const [base] = await deps.store.query<{ hash: string; valid_from: string }>(`select hash, valid_from::text from rulebook where service = 'work-permit' order by valid_from desc, released_at desc limit 1`);
  if (!base) return;
  const id = await beginDraft(deps, nils, { base: base.hash, title: 'Ny medianlön: högre lönegolv' });
  const { rulebook } = await loadDraft(deps, id);
  const floors = rulebook.tables['salary-floors'] as { id: string; valid_to: string | null }[];
  const like = floors.findIndex((row) => row.id === 'floor' && row.valid_to === null);
  // the statistics come in June: the floor follows them
  const year = Number(todayOf(deps).slice(0, 4)) + 1;
  const from = `${year}-06-16`;
  await frameDraft(deps, id, { title: 'Ny medianlön: högre lönegolv', validFrom: from, version: '1.1.0' });
  await editDraft(deps, nils, id, { seen: 0, edit: { kind: 'add-amount', table: 'salary-floors', like, from, values: { amount_sek: '35730', median_sek: '39700', source: `Ett antagande om medianlönen ${year}, för demonstrationen`, verified: 'false' } } });

  const tests = await startJob(deps, await loadDraft(deps, id), 'tests', nils.staffId);
  while ((await ruleJob(deps.store, tests))?.state === 'running') await new Promise((done) => setTimeout(done, 50));
  await proposeDraft(deps, nils, id, 'Golvet är 90 procent av medianlönen. När den stiger följer golvet med; annars gäller ett för lågt golv från den 16 juni.');
  const proposed = await loadDraft(deps, id);
  await startJob(deps, proposed, 'cases', nils.staffId);
  await approveDraft(deps, aino, id, { words: 'Räknat om mot SCB:s serie. Övergången stämmer: bara nya ansökningar berörs.', content: proposed.content });
}
