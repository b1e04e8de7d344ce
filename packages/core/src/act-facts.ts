import { actorRef, type Act } from './act.ts';
import type { Json } from './json.ts';

/** Records a fact that an act itself makes (a confirmation, an approval, a card handed out). */
export function assertOwn(act: Act, subjectKey: string, name: string, value: Json, source: 'applicant' | 'officer' | 'partner' | 'register', certainty: 'stated' | 'verified'): void {
  const { ctx } = act;
  act.assert([{ id: ctx.ids.next(), subject: subjectKey, name, value, source, certainty, assertedBy: actorRef(ctx.actor), assertedAt: ctx.at }]);
}
