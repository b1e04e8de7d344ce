import type { CaseAct, Subject } from '../access/policy.ts';

/**
 * Who may come in at a door: everybody; whoever has a login as a person or as staff; holders of one of some roles; a party
 * to the case; those whom the policies let do one of some acts to the case; a partner by its signature.
 */
export type Who = 'everybody' | 'persons' | 'staff' | 'parties' | 'partners' | { roles: readonly string[] } | { act: CaseAct };

const roles = (...some: string[]): Who => ({ roles: some });
const readers = roles('officer', 'approver', 'leader', 'auditor', 'ombudsman');
const house = roles('officer', 'approver', 'auditor');

/**
 * The statement of each door of the server, the first that fits. A new door without one fails the tests of denial:
 * whoever builds a door says here for whom it is, and everybody else is tried at it.
 */
const statements: [door: RegExp, who: Who][] = [
  [/^GET \/(health|\.well-known\/jwks\.json|assets\/\*|sw\.js|openapi\.json|help|accessibility|lists\/:list|queue)?$/, 'everybody'],
  [/^GET \/(services\/:service|login|login\/callback|open\/automations|open\/automations\/:service|open-data\/[\w.-]+)$/, 'everybody'],
  [/^(GET|POST) \/services\/:service\/check(\/:page)?$/, 'everybody'],
  [/^POST \/(logout|staff\/logout|language|desk\/api\/logout)$/, 'everybody'],
  [/^(GET|POST) \/staff\/login/, 'everybody'],
  // shows the way to the login, or leads those who have one on
  [/^GET \/staff$/, 'everybody'],
  // whoever holds the link
  [/^(GET|POST) \/staff\/enrol\/:token$/, 'everybody'],
  // the app's own files, the same for all, and nothing of anybody
  [/^GET \/desk(\/\*|\/assets\/\*|\/sw\.js)?$/, 'everybody'],
  // the OpenID Provider: it asks for itself who comes
  [/^\w+ \/op\/\*$/, 'everybody'],
  [/^POST \/exchange\//, 'partners'],

  [/^\w+ \/(my|me|me\/\w+|join|companies.*|mandates.*|services\/:service\/apply)$/, 'persons'],
  [/^\w+ \/case\/:id/, 'parties'],

  [/^GET \/desk\/api\/cases\/:id\/purposes$/, readers],
  [/^POST \/desk\/api\/cases\/:id\/break-glass$/, { act: 'breakGlass' }],
  [/^POST \/staff\/cases\/:id\/(approve|return)$/, { act: 'approve' }],
  [/^POST \/desk\/api\/cases\/:id\/(approval|approval\/review|return)$/, { act: 'approve' }],
  // holding a case and what is being written in it is for both who decide: whoever may read it in either role
  [/^\w+ \/desk\/api\/cases\/:id\/(lease\/\w+|work.*)$/, { act: 'read' }],
  [/^POST \/(staff|desk\/api)\/cases\/:id\//, { act: 'handle' }],
  [/^GET \/(staff|desk\/api)\/cases\/:id/, { act: 'read' }],
  [/^GET \/desk\/api\/insight\/cases\/:id$/, { act: 'read' }],

  [/^\w+ \/staff\/(me\b.*|held\/:id)$/, 'staff'],
  [/^\w+ \/staff\/people/, roles('leader', 'admin')],
  [/^GET \/staff\/cases$/, house],
  [/^GET \/staff\/deadlines$/, house],
  [/^\w+ \/staff\/(stuck|watchdog|inbox)/, house],
  [/^\w+ \/staff\/clerk/, roles('clerk')],
  [/^\w+ \/desk\/api\/(me|settings|news|news\/read|live)$/, 'staff'],
  [/^\w+ \/desk\/api\/access\/(own|policies)/, 'staff'],
  [/^GET \/desk\/api\/access\/broken-glass$/, roles('leader', 'auditor', 'ombudsman')],
  [/^POST \/desk\/api\/access\/broken-glass\//, roles('leader')],
  [/^\w+ \/desk\/api\/oversight\//, roles('auditor', 'ombudsman')],
  [/^GET \/desk\/api\/insight\/export$/, roles('leader', 'auditor')],
  [/^GET \/desk\/api\/insight\//, readers],
  [/^GET \/desk\/api\/team(\/people)?$/, roles('leader', 'auditor', 'ombudsman')],
  [/^\w+ \/desk\/api\/team/, roles('leader')],
  [/^GET \/desk\/api\/automations$/, roles('leader', 'ruler', 'auditor', 'ombudsman', 'officer', 'approver')],
  [/^POST \/desk\/api\/automations\//, roles('leader', 'ruler')],
  [/^\w+ \/desk\/api\/second-assessments/, roles('officer', 'approver')],
  [/^GET \/desk\/api\/(quality|alarms)$/, roles('leader', 'auditor', 'ombudsman')],
  [/^\w+ \/desk\/api\/(quality|alarms)/, roles('leader')],
  [/^GET \/desk\/api\/lab/, roles('ruler', 'leader', 'officer', 'approver', 'auditor', 'ombudsman')],
  [/^POST \/desk\/api\/lab\//, roles('ruler', 'leader')],
  [/^POST \/desk\/api\/next$/, roles('officer', 'approver')],
  [/^\w+ \/desk\/api\/(queue|filters|search)/, readers],
  [/^\w+ \/desk\/api\/bulk/, roles('officer')],
];

/** For whom a door is, as `METHOD /path/:name`; undefined where nobody has said. */
export function whoMay(door: string): Who | undefined {
  return statements.find(([pattern]) => pattern.test(door))?.[1];
}

/** The statements that no door of the server fits: words about what is gone. */
export function staleStatements(doors: readonly string[]): string[] {
  return statements.filter((_, at) => !doors.some((door) => statements.findIndex(([pattern]) => pattern.test(door)) === at)).map(([pattern]) => pattern.source);
}

/** Is a door that asks for a login or a role shut to this one? Of doors to a case the policies say (`judge`). */
export function shutTo(who: Exclude<Who, { act: CaseAct } | 'parties'>, subject: Subject | undefined): boolean {
  if (who === 'everybody') return false;
  if (who === 'partners') return true;
  if (who === 'persons') return subject?.kind !== 'person';
  if (subject?.kind !== 'staff') return true;
  return who !== 'staff' && !who.roles.some((role) => subject.roles.includes(role));
}
