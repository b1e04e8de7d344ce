import { caseHistories } from '@ankomst/store';
import type { Subject } from '../access/policy.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { unitName } from '../web/case-words.ts';
import type { InsightCase } from './api.ts';
import { holderGroup } from './own-log.ts';
import { serviceName, stepName, waitingName } from './words.ts';

/** One case as a line of time: what happened, and what it waited for in between. Nobody is named. */
export async function caseLine(deps: Deps, { file }: OpenedCase<Subject>, language: 'sv' | 'en'): Promise<InsightCase> {
  const [history] = await caseHistories(deps.store, [file.id]);
  if (!history) throw new Problem('not-found');
  return {
    id: file.id, number: file.number, service: serviceName(deps, language, file.service), unit: unitName(deps, file.unit, language), open: history.open, at: Date.parse(deps.clock.now()),
    events: history.events.map(([step, at, actor]) => ({ step, name: stepName(deps, language, step), at, by: actor })),
    waits: history.waits.map(([reason, holder, from, to]) => ({ waiting: waitingName(deps, language, reason, file.service), holder: holderGroup[holder] ?? holder, from, to })),
  };
}
