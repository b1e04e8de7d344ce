import type { StaffSession } from '../http/request.ts';
import { Problem } from '../problem.ts';
import type { Level } from './api.ts';

/** Roles that look at the map at all. */
export const lookers = ['officer', 'approver', 'leader', 'auditor', 'ombudsman'] as const;
/** Roles that may take the log away with them. */
export const takers = ['leader', 'auditor'] as const;

type Staff = StaffSession['subject'];

/** The part of the log that is looked at. */
export interface Place { level: Level; unit?: string; service?: string; assigned?: string }

/** The levels somebody may look at: those who review, everything; those who lead or decide, their own unit; everybody their own queue. */
export function levelsOf({ roles }: Staff): Level[] {
  const is = (...some: string[]): boolean => some.some((role) => roles.includes(role));
  return [
    ...(is('auditor', 'ombudsman') ? ['authority' as const] : []),
    ...(is(...lookers) ? ['unit' as const, 'team' as const] : []),
    ...(is('officer', 'approver') ? ['own' as const] : []),
  ];
}

/**
 * Where somebody wants to look, if they may. A team is those of a unit who work on one service, as in the leaders' views
 * (`leading/merge-few`): the authority knows no other teams.
 * @throws Problem not-allowed for another unit or level, bad-request where a unit or service must be named
 */
export function placeFor(staff: Staff, asked: { level?: Level; unit?: string; service?: string }): Place {
  const levels = levelsOf(staff);
  const level = asked.level ?? levels[0];
  if (!level || !levels.includes(level)) throw new Problem('not-allowed');
  const service = asked.service === undefined ? {} : { service: asked.service };
  if (level === 'authority') return { level, ...service };
  if (level === 'own') return { level, ...service, assigned: staff.staffId };
  // who reviews chooses a unit; the others have theirs
  const unit = levels.includes('authority') ? asked.unit : staff.unit;
  if (unit === undefined || (asked.unit !== undefined && asked.unit !== unit)) throw new Problem(unit === undefined ? 'bad-request' : 'not-allowed');
  if (level === 'team' && asked.service === undefined) throw new Problem('bad-request');
  return { level, unit, ...service };
}
