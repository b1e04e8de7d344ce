import { addDays } from '@ankomst/core';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { todayOf } from '../today.ts';
import { writeNote } from '../together/notes.ts';
import { layAside, passOn } from '../together/pass-on.ts';

/** Two colleagues of each unit whom one may log in as. */
const pairs: { unit: string; first: string; second: string }[] = [
  { unit: 'child-family', first: 'SL1042', second: 'OH1077' },
  { unit: 'labour', first: 'KE1093', second: 'JV1101' },
];

/**
 * What colleagues have said to each other when somebody opens the desk for the first time: a note that mentions, a
 * case handed over, one laid aside. By the very acts the desk has; once.
 */
export async function demoTogether(deps: Deps): Promise<void> {
  if ((await deps.store.query('select 1 from staff_news limit 1')).length > 0) return;
  const inAWeek = addDays(todayOf(deps), 7);
  for (const { unit, first, second } of pairs) {
    const staff: Staff = { kind: 'staff', staffId: second, unit, roles: ['officer', 'approver'] };
    const cases = await deps.store.query<{ id: string; soon: boolean }>(
      `select id, next_legal_date <= $2 as soon from case_file where unit = $1 and phase = 'lodged' and waiting_reason = 'decision' order by queue_since desc, id limit 3`, [unit, inAWeek]);
    const act = (caseId: string, what: string) => ({ staff, caseId, once: `demo-${what}-${caseId}` });
    const [noted, given, aside] = cases;
    if (noted) await writeNote(deps, { ...act(noted.id, 'note'), text: `@[${first}] Jag har jämfört passet med registret. Kan du se om uppgifterna räcker?` });
    if (given) await passOn(deps, { ...act(given.id, 'hand-over'), to: { staffId: first }, reason: 'Jag är på utbildning resten av veckan. Allt som behövs har kommit in.' });
    if (aside && !aside.soon) await layAside(deps, { ...act(aside.id, 'snooze'), until: inAWeek, reason: 'Väntar på besked från skolan.' });
  }
}
