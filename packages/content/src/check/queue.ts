import type { Finding } from '../finding.ts';
import type { RawContent } from '../files.ts';

/** Rules of the queue that could never hold: unknown facts, roles or provisions, two of one id, and those that change nothing. */
export function checkQueue(raw: RawContent): Finding[] {
  const { authority, law, facts, services } = raw;
  const findings: Finding[] = [];
  const add = (at: number, code: string, message: string, fix: string): void => {
    findings.push({ code, severity: 'error', file: authority.file, line: authority.line(['queue', 'rules', at]), message, fix });
  };
  const known = new Map(facts.map(({ definition }) => [definition.name, definition]));
  const roles = new Set(services.flatMap((service) => service.service.value.roles.map((role) => role.role)));
  const { rules } = authority.value.queue;
  rules.forEach((rule, at) => {
    const { fact, of, youngerThan, equals } = rule.when;
    if (rules.findIndex((one) => one.id === rule.id) < at) add(at, 'queue-rule-twice', `two rules of the queue are called "${rule.id}"`, 'rename one');
    if (!rule.earlierDays && (rule.level ?? 1) === 1) add(at, 'queue-rule-idle', `"${rule.id}" brings nothing forward and asks for no experience`, 'say earlierDays or level');
    if (rule.basis && !law.value.some((one) => one.id === rule.basis)) add(at, 'unknown-law', `the provision "${rule.basis}" is not in law.yaml`, 'add it there, or correct the id');
    if (of && !roles.has(of)) add(at, 'unknown-role', `no service has the role "${of}"`, `use one of: ${[...roles].join(', ')}`);
    if (!fact && (of ?? youngerThan ?? equals) !== undefined) add(at, 'queue-rule-factless', `"${rule.id}" compares no fact`, 'name the fact');
    if (!fact) return;
    const definition = known.get(fact);
    if (!definition) return add(at, 'unknown-fact', `the fact "${fact}" is not in the catalogue`, 'correct the name, or add the fact');
    if (definition.about !== (of ? 'person' : 'case')) add(at, 'queue-rule-subject', `"${fact}" is about a ${definition.about}`, of ? 'leave out `of`' : 'say in which role, with `of`');
    if (youngerThan !== undefined && !/date/.test(definition.type)) add(at, 'queue-rule-date', `"${fact}" is no date`, 'name a birth date');
  });
  return findings;
}
