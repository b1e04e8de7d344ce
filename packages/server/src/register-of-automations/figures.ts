import { robotWork } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { fewest } from '../expected/expected-decision.ts';
import { agreementOfAutomation } from '../quality/quality-view.ts';

/** A year of one automation. Null where fewer than five stand behind a figure: it says nothing, or says it of somebody. */
export interface AutomationFigures {
  automatic: number | null;
  byPeople: number | null;
  toPeople: number | null;
  checked: { assessed: number; agreed: number; low: number; high: number } | null;
}

const days = 365;
/** Milliseconds the figures are kept: anybody may ask for them, as often as they like. */
const keptFor = 60_000;
const kept = new WeakMap<object, { until: number; figures: Promise<Map<string, AutomationFigures>> }>();

/** How each automation did over the past year, by service. */
export function automationFigures(deps: Deps): Promise<Map<string, AutomationFigures>> {
  const now = Date.parse(deps.clock.now());
  const before = kept.get(deps.store);
  if (before && before.until > now) return before.figures;
  const figures = count(deps, new Date(now - days * 86_400_000).toISOString());
  figures.catch(() => kept.delete(deps.store));
  kept.set(deps.store, { until: now + keptFor, figures });
  return figures;
}

async function count(deps: Deps, since: string): Promise<Map<string, AutomationFigures>> {
  const decided = await deps.store.query<{ service: string; automatic: number; people: number }>(
    `select c.service, (count(*) filter (where d.automatic))::int as automatic, (count(*) filter (where not d.automatic))::int as people
     from decision d join case_file c on c.id = d.case_id where d.decided_at >= $1 group by 1`, [since], 'automation_figures');
  const robot = await robotWork(deps.store, since, deps.clock.now());
  const services = [...new Set(deps.authority.services.map((one) => one.service))];
  return new Map(await Promise.all(services.map(async (service) => {
    const own = decided.find((one) => one.service === service);
    const { assessed, agreed, interval } = await agreementOfAutomation(deps, service);
    return [service, {
      automatic: atLeast(own?.automatic ?? 0), byPeople: atLeast(own?.people ?? 0), toPeople: atLeast(robot.find((one) => one.service === service)?.toOfficer ?? 0),
      checked: assessed >= fewest && interval ? { assessed, agreed, low: interval.low, high: interval.high } : null,
    }] as const;
  })));
}

/** None is told as none. */
const atLeast = (n: number): number | null => (n === 0 || n >= fewest ? n : null);
