import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsWith, newborn, sweden, withPlanted, type Edit } from '../testing.ts';
import { loadAuthority } from '../load-authority.ts';
import { readContent } from '../read-content.ts';
import { checkContent } from './check-content.ts';

const drafts = readContent(sweden).services.filter((one) => one.service.value.draft).map((one) => `services/${one.id}/`);

test('the shipped content has no errors, and warns only of law and amounts not yet read', () => {
  const found = checkContent(sweden);
  assert.deepEqual(found.filter((one) => !['unverified-law', 'unverified-row'].includes(one.code) && !drafts.some((draft) => one.file.startsWith(draft))), []);
});

test('every finding says where it stands and what to do', () => {
  for (const one of checkContent(sweden)) {
    assert.ok(one.line > 0 && one.file && one.message && one.fix, JSON.stringify(one));
  }
});

/** A fault, the code that must find it, and words of the line (or file) it must point at. */
interface Planted { fault: string; edits: Edit[]; code: string; at: string; file: string }

const service = `${newborn}/service.yaml`, form = `${newborn}/form.yaml`, rules = `${newborn}/rules.dmn`, tests = `${newborn}/rules.test.yaml`;
const sv = `${newborn}/text/sv.json`, ar = `${newborn}/text/ar.json`, uk = `${newborn}/text/uk.json`, en = `${newborn}/text/en.json`;
const permit = 'services/work-permit', work = `${permit}/service.yaml`;
const change = (file: string, find: string, put: string): Edit[] => [{ file, find, put }];

const faults: Planted[] = [
  { fault: 'YAML that does not parse', edits: change('facts/passport.yaml', 'about: person', 'about: [person'), code: 'syntax', file: 'facts/passport.yaml', at: '' },
  { fault: 'a word no schema knows', edits: change('facts/passport.yaml', '  type: boolean', '  typ: boolean'), code: 'schema', file: 'facts/passport.yaml', at: 'typ: boolean' },
  { fault: 'a choice without choices', edits: change('facts/permit.yaml', '  choices: [permanent, temporary, right-of-residence, swedish-citizen, none]\n', ''), code: 'schema', file: 'facts/permit.yaml', at: 'person.permit-kind' },
  { fault: 'a missing file', edits: [{ file: rules, write: null }], code: 'missing-file', file: rules, at: '' },

  { fault: 'an unknown fact in a binding', edits: change(service, 'birth country: { fact: person.birth-country }', 'birth country: { fact: person.birth-contry }'), code: 'unknown-fact', file: service, at: 'person.birth-contry' },
  { fault: 'an unknown fact in the form', edits: change(form, 'fact: person.birth-place', 'fact: person.birthplace'), code: 'unknown-fact', file: form, at: 'person.birthplace' },
  { fault: 'a fact without ground', edits: change('facts/passport.yaml', '  sensitivity: protected\n  ground: UdL-11', '  sensitivity: protected'), code: 'fact-without-ground', file: 'facts/passport.yaml', at: 'person.passport-number' },
  { fault: 'a fact on a ground that does not exist', edits: change('facts/passport.yaml', 'ground: UdL-11', 'ground: UdL-99'), code: 'unknown-law', file: 'facts/passport.yaml', at: 'person.passport-exists' },
  { fault: 'a fact defined twice', edits: [{ file: 'facts/more.yaml', write: '- { name: person.sex, about: person, type: text, sources: [register], sensitivity: ordinary, ground: UdL-11 }\n' }], code: 'duplicate-fact', file: 'facts/person.yaml', at: 'person.sex' },
  { fault: 'a fact nobody uses', edits: [{ file: 'facts/more.yaml', write: '- { name: person.shoe-size, about: person, type: text, sources: [applicant], sensitivity: ordinary, ground: UdL-11 }\n' }], code: 'unused-fact', file: 'facts/more.yaml', at: 'shoe-size' },
  { fault: 'automation on a source the catalogue does not allow', edits: change(service, 'case.fee-paid: [partner, officer]', 'case.fee-paid: [applicant]'), code: 'source-not-allowed', file: service, at: 'case.fee-paid: [applicant]' },

  { fault: 'a page on a value that cannot be', edits: change(form, 'when: [{ fact: person.passport-exists, of: applicant, equals: true }]', 'when: [{ fact: person.passport-exists, of: applicant, equals: maybe }]'), code: 'unreachable-page', file: form, at: 'equals: maybe' },
  { fault: 'a page on two values at once', edits: change(form, 'when: [{ fact: person.passport-exists, of: applicant, equals: true }]', 'when: [{ fact: person.passport-exists, of: applicant, equals: true }, { fact: person.passport-exists, of: applicant, equals: false }]'), code: 'unreachable-page', file: form, at: 'equals: false' },
  { fault: 'a page on a fact nobody tells or asks before', edits: change(form, 'when: [{ fact: person.passport-exists, of: applicant, equals: true }]', 'when: [{ fact: case.fee-paid, equals: true }]'), code: 'unreachable-page', file: form, at: 'case.fee-paid' },
  { fault: 'a page for a fact that is always known', edits: change(form, 'when: [{ fact: person.citizenships, of: applicant, known: false }]', 'when: [{ fact: person.registered, of: applicant, known: false }]'), code: 'unreachable-page', file: form, at: 'person.registered' },
  { fault: 'a question that can never show', edits: change(form, 'when: [{ fact: party.approval, of: guardian, equals: false }]', 'when: [{ fact: party.approval, of: guardian, equals: "no" }]'), code: 'unreachable-question', file: form, at: 'party.approval-reason' },
  { fault: 'a question applicants may not answer', edits: change(form, '{ fact: person.passport-country, of: applicant, required: true }', '{ fact: person.permit-kind, of: applicant, required: true }'), code: 'not-for-applicants', file: form, at: 'person.permit-kind' },
  { fault: 'a question asked twice', edits: change(form, '{ fact: person.passport-country, of: applicant, required: true }', '{ fact: person.passport-exists, of: applicant, required: true }'), code: 'asked-twice', file: form, at: 'person.passport-exists, of: applicant, required: true' },
  { fault: 'a relation without its other end', edits: change(form, '{ fact: relation.lives-with, of: guardian, to: applicant, group: home }', '{ fact: relation.lives-with, of: guardian, group: home }'), code: 'no-other-end', file: form, at: 'relation.lives-with' },
  { fault: 'a page for a role without a voice', edits: change(form, '  - id: passport\n    kind: ask\n    role: guardian', '  - id: passport\n    kind: ask\n    role: parent'), code: 'role-may-not-answer', file: form, at: 'role: parent' },
  { fault: 'an unknown role', edits: change(service, 'input: Child\n    role: applicant', 'input: Child\n    role: child'), code: 'unknown-role', file: service, at: 'role: child' },
  { fault: 'a page that does not exist', edits: change(service, 'askPage: citizenship', 'askPage: nationality'), code: 'unknown-page', file: service, at: 'askPage: nationality' },

  { fault: 'a row without legal basis', edits: change(rules, '<annotationEntry><text>UtlL-5-3e; UtlL-1-5; UtlL-5-18</text></annotationEntry>', '<annotationEntry><text></text></annotationEntry>'), code: 'row-without-basis', file: rules, at: 'birthplace-sweden' },
  { fault: 'a row on law that does not exist', edits: change(rules, 'UtlL-5-3e; UtlL-1-5; UtlL-5-18', 'UtlL-5-33'), code: 'unknown-law', file: rules, at: 'birthplace-sweden' },
  { fault: 'a row without reason', edits: change(rules, '<annotationEntry><text>reason.birthplace-sweden</text></annotationEntry>', '<annotationEntry><text></text></annotationEntry>'), code: 'row-without-reason', file: rules, at: 'birthplace-sweden' },
  { fault: 'a reason without words', edits: change(rules, 'reason.birthplace-sweden', 'reason.born-here'), code: 'missing-message', file: rules, at: 'birthplace-sweden' },
  { fault: 'a row no test names', edits: change(tests, 'rows: { birthplace: birthplace-abroad }', 'status: { birthplace: not met }').concat(change(tests, 'rows: { birthplace: birthplace-abroad, ', 'status: { birthplace: not met }, rows: { ')), code: 'row-without-test', file: rules, at: 'birthplace-abroad' },
  { fault: 'a test of a row that does not exist', edits: change(tests, 'rows: { birthplace: birthplace-unknown }', 'rows: { birthplace: birthplace-nowhere }'), code: 'unknown-row', file: tests, at: 'expect' },
  { fault: 'a gap in a table', edits: change(rules, '<inputEntry><text>not("SE", null)</text></inputEntry>', '<inputEntry><text>"DK"</text></inputEntry>'), code: 'dmn-gap', file: rules, at: '<decisionTable' },
  { fault: 'a missing fact no row answers', edits: change(rules, '<inputEntry><text>false, null</text></inputEntry>', '<inputEntry><text>false</text></inputEntry>'), code: 'dmn-gap', file: rules, at: '<decisionTable' },
  { fault: 'rows that overlap', edits: change(rules, '<inputEntry><text>not("SE", null)</text></inputEntry>', '<inputEntry><text>not(null)</text></inputEntry>'), code: 'dmn-overlap', file: rules, at: '' },
  { fault: 'FEEL that is none', edits: change(rules, 'Child.birth country</text>', 'Child.birth country +</text>'), code: 'dmn', file: rules, at: 'Child.birth country +' },
  { fault: 'a decision that does not exist', edits: change(service, 'decision: Birthplace', 'decision: Birth place'), code: 'unknown-decision', file: service, at: 'decision: Birth place' },
  { fault: 'an input nothing fills', edits: change(service, '  - input: Fees\n    table: fees\n    fields: {}\n', ''), code: 'unbound-input', file: service, at: 'bindings:' },
  { fault: 'an entry nothing fills', edits: change(service, '      warning: { fact: case.warning }\n', ''), code: 'unbound-field', file: service, at: 'fields:' },
  { fault: 'an entry the rules do not know', edits: change(service, '      fee paid: { fact: case.fee-paid }', '      fee payed: { fact: case.fee-paid }'), code: 'unknown-field', file: service, at: 'fee payed' },

  { fault: 'a question without words', edits: change(sv, '"form.passport.title"', '"form.pass.title"'), code: 'missing-message', file: form, at: 'id: passport' },
  { fault: 'a requirement without words', edits: change(sv, '"requirement.book-visit.do"', '"requirement.book-visit.how"'), code: 'missing-message', file: service, at: 'id: book-visit' },
  { fault: 'a message missing in a language', edits: change(uk, '"form.passport.title"', '"form.passport.titel"'), code: 'missing-translation', file: uk, at: '' },
  { fault: 'a message left in Swedish', edits: change(en, '"A valid passport"', '"Giltigt pass"'), code: 'untranslated', file: en, at: 'condition.passport' },
  { fault: 'a plural form an Arabic reader needs', edits: change(ar, ' two {معلومتين}', ''), code: 'missing-plural', file: ar, at: 'offer.text' },
  { fault: 'a plural form a Ukrainian reader needs', edits: change(uk, ' few {# відомості}', ''), code: 'missing-plural', file: uk, at: 'offer.text' },
  { fault: 'another argument than in Swedish', edits: change(en, '"A residence permit for {applicant}"', '"A residence permit for {child}"'), code: 'other-arguments', file: en, at: '{child}' },
  { fault: 'a brace too few', edits: change(en, '"A residence permit for {applicant}"', '"A residence permit for {applicant"'), code: 'bad-message', file: en, at: '{applicant' },
  { fault: 'a Latin letter in a Cyrillic word', edits: change(uk, 'Паспорт дитини', 'Пaспорт дитини'), code: 'mixed-script', file: uk, at: '' },
  { fault: 'vowel marks in Arabic', edits: change(ar, 'الرسم', 'الرَسم'), code: 'vowel-marks', file: ar, at: '' },
  { fault: 'a message that stands twice', edits: change(sv, '"service.name"', '"condition.passport": "Giltigt pass",\n  "service.name"'), code: 'duplicate-message', file: sv, at: 'condition.passport' },
  { fault: 'a message nobody reads', edits: change(sv, '"service.name"', '"service.forgotten": "Bortglömd text",\n  "service.name"'), code: 'unused-message', file: sv, at: 'service.forgotten' },

  { fault: 'dates that overlap', edits: [{ file: 'tables/fees.csv', write: 'id,amount_sek,valid_from,valid_to,source,verified\nfamily-child,900,2020-01-01,2023-01-01,x,true\nfamily-child,1000,2023-01-01,,x,true\n' }], code: 'dates-overlap', file: 'tables/fees.csv', at: '1000' },
  { fault: 'dates that leave a hole', edits: [{ file: 'tables/fees.csv', write: 'id,amount_sek,valid_from,valid_to,source,verified\nfamily-child,900,2020-01-01,2022-12-30,x,true\nfamily-child,1000,2023-01-01,,x,true\n' }], code: 'dates-hole', file: 'tables/fees.csv', at: '1000' },
  { fault: 'a day that does not exist', edits: change('tables/fees.csv', '2023-01-01', '2023-02-29'), code: 'bad-cell', file: 'tables/fees.csv', at: '2023-02-29' },
  { fault: 'an amount that is no number', edits: change('tables/fees.csv', ',1000,', ',1 000,'), code: 'bad-cell', file: 'tables/fees.csv', at: '1 000' },
  { fault: 'a table that does not exist', edits: change(service, 'tables: [fees]', 'tables: [fees, floors]'), code: 'unknown-table', file: service, at: 'floors' },

  { fault: 'a deadline without a holder', edits: change(service, 'from: lodged, basis: UtlF-4-21a, holder: child-family', 'from: lodged, basis: UtlF-4-21a'), code: 'deadline-without-holder', file: service, at: 'id: decide' },
  { fault: 'a deadline held by nobody there is', edits: change(service, 'from: lodged, basis: UtlF-4-21a, holder: child-family', 'from: lodged, basis: UtlF-4-21a, holder: the-unit'), code: 'unknown-holder', file: service, at: 'the-unit' },
  { fault: 'a clock that stands still for nothing', edits: change(service, 'from: lodged, basis: UtlF-4-21a,', 'from: lodged, pausedBy: [holidays], basis: UtlF-4-21a,'), code: 'unknown-waiting-reason', file: service, at: 'pausedBy' },
  { fault: 'a notice without legal basis', edits: change(service, '    basis: UtlF-7-15b\n', ''), code: 'notice-without-basis', file: service, at: 'permit-to-population-register' },
  { fault: 'automation nobody has given reasons for', edits: [{ file: `${newborn}/commissioning.md`, write: null }], code: 'no-commissioning', file: service, at: 'commissioning:' },
  { fault: 'a role that sees what is no fact', edits: change(work, '"case.offer-*", "case.insurance-*", case.health-cover', '"case.ofer-*", "case.insurance-*", case.health-cover'), code: 'unknown-fact', file: work, at: 'case.ofer-*' },
  { fault: 'a role that sees what is protected by an open ending', edits: change(work, '"case.card-*", organisation.name', '"case.*", organisation.name'), code: 'sees-protected', file: work, at: '"case.*"' },
  { fault: 'a letter for a role that is no letter', edits: change(work, 'grant: grant-employer', 'grant: grant-company'), code: 'unknown-letter', file: work, at: 'grant-company' },
  { fault: 'a beginning by a role that does not exist', edits: change(work, 'roles: [applicant, employer]', 'roles: [applicant, company]'), code: 'unknown-role', file: work, at: 'company' },
  { fault: 'an opening fact with a value that cannot be', edits: change(work, 'fact: case.kind, value: first', 'fact: case.kind, value: initial'), code: 'value-does-not-fit', file: work, at: 'value: initial' },
  { fault: 'an opening fact the authority’s records may not assert', edits: change(work, 'fact: case.kind, value: first', 'fact: case.union-way, value: ask'), code: 'source-not-allowed', file: work, at: 'case.union-way' },
  { fault: 'a fact of a person carried over as one of the case', edits: change(work, '    - case.offer-duties', '    - person.name'), code: 'not-to-carry', file: work, at: 'person.name' },
  { fault: 'a fact carried over under the name of one a register may not assert', edits: change(work, 'carryAs: { case.promised-salary:', 'carryAs: { case.offer-date:'), code: 'not-to-carry', file: work, at: 'carryAs' },
  { fault: 'a question to a partner by a step no partner holds', edits: change(work, 'holder: { partner: passports }', 'holder: { office: labour }'), code: 'ask-without-partner', file: work, at: 'ask:' },
  { fault: 'a question with the facts of a role that does not exist', edits: change(work, 'number: { role: applicant, fact: person.passport-number }', 'number: { role: holder, fact: person.passport-number }'), code: 'unknown-role', file: work, at: 'role: holder' },
  { fault: 'a partner’s silence taken for a fact a partner may not assert', edits: change(work, 'lapsesTo: { fact: person.passport-status, value: unknown }', 'lapsesTo: { fact: person.passport-exists, value: true }'), code: 'source-not-allowed', file: work, at: 'person.passport-exists' },
  { fault: 'an organisation found by what is no number', edits: change(work, 'by: case.employer-number', 'by: case.offer-place'), code: 'not-a-number', file: work, at: 'case.offer-place' },
  { fault: 'a try without login on a page that does not exist', edits: change(work, 'pages: [citizenship, occupation', 'pages: [citizenship, trade'), code: 'unknown-page', file: work, at: 'trade' },
  { fault: 'a try without login of a condition that does not exist', edits: change(work, 'conditions: [citizenship, occupation', 'conditions: [citizenship, trade'), code: 'unknown-condition', file: work, at: 'trade' },
  { fault: 'an alternative no rule decides', edits: change(work, 'decision: Blue Card,', 'decision: Bluecard,'), code: 'unknown-decision', file: work, at: 'Bluecard' },
  { fault: 'an alternative on law that does not exist', edits: change(work, 'basis: [UtlL-6a-1, UtlF-5a-2b] }', 'basis: [UtlL-66a-1] }'), code: 'unknown-law', file: work, at: 'UtlL-66a-1' },
  { fault: 'an alternative without words', edits: change(`${permit}/text/sv.json`, '"alternative.eu-blue-card.how"', '"alternative.eu-blue-card.then"'), code: 'missing-message', file: work, at: 'eu-blue-card' },
  { fault: 'a fee nobody may pay', edits: change(work, 'holder: { anyOf: [applicant, employer] }', 'holder: { office: labour }'), code: 'nobody-may-pay', file: work, at: 'holder' },
  { fault: 'a fee the service does not have', edits: change(work, 'fee: Fee\n', ''), code: 'no-fee', file: work, at: 'needs: { fee: true }' },
  { fault: 'a holder among roles that do not exist', edits: change(work, 'anyOf: [applicant, employer]', 'anyOf: [applicant, sponsor]'), code: 'unknown-role', file: work, at: 'sponsor' },
  { fault: 'a clock that lapses to a value that cannot be', edits: change(work, 'lapsesTo: { fact: case.union-opinion, value: none }', 'lapsesTo: { fact: case.union-opinion, value: silent }'), code: 'value-does-not-fit', file: work, at: 'silent' },
  { fault: 'a row that tells what no decision says', edits: change(`${permit}/rules.dmn`, 'floor: Floor to reach', 'floor: Floor to meet'), code: 'unknown-decision', file: `${permit}/rules.dmn`, at: 'salary-short' },
  { fault: 'figures told without words for them', edits: change(`${permit}/text/sv.json`, '"reason.salary-short.told"', '"reason.salary-short.tell"'), code: 'missing-message', file: `${permit}/rules.dmn`, at: 'salary-short' },
  { fault: 'a notice of delay that is no letter', edits: change(work, 'notice: delay', 'notice: late'), code: 'unknown-letter', file: work, at: 'notice: late' },
  { fault: 'a warning before the clock has begun', edits: change(work, 'warn: [30, 10]', 'warn: [120, 10]'), code: 'warning-too-early', file: work, at: 'warn: [120' },
  { fault: 'a longer time on law that does not exist', edits: change(work, 'times: 1, basis: SPD-2024-1233-5', 'times: 1, basis: SPD'), code: 'unknown-law', file: work, at: 'basis: SPD }' },
  { fault: 'a date for rows where there is no table', edits: change(work, '  - input: Pay\n', '  - input: Pay\n    anchor: application\n'), code: 'anchor-without-table', file: work, at: 'anchor: application' },
  { fault: 'a code out of a table that does not exist', edits: change('facts/work.yaml', 'list: occupations', 'list: trades'), code: 'unknown-table', file: 'facts/work.yaml', at: 'case.offer-occupation' },
  { fault: 'a code out of a table without codes', edits: change('facts/work.yaml', 'list: occupations', 'list: fees'), code: 'list-without-code', file: 'facts/work.yaml', at: 'case.offer-occupation' },
  { fault: 'a code without its list', edits: change('facts/work.yaml', 'type: code, list: occupations', 'type: code'), code: 'schema', file: 'facts/work.yaml', at: 'case.offer-occupation' },
  { fault: 'a fact named for what it is not about', edits: change('facts/organisation.yaml', 'organisation.form, about: person', 'organisation.form, about: case'), code: 'fact-name', file: 'facts/organisation.yaml', at: 'organisation.form' },
  { fault: 'an unknown unit', edits: change(service, 'unit: child-family', 'unit: children'), code: 'unknown-unit', file: service, at: 'unit: children' },

  { fault: 'a letter that asks for what nobody fills', edits: change(`${newborn}/letters/grant.sv.md`, '{validTo, date}', '{endsOn, date}'), code: 'unknown-argument', file: `${newborn}/letters/grant.sv.md`, at: '{endsOn' },
  { fault: 'a letter missing in a language', edits: [{ file: `${newborn}/letters/grant.ar.md`, write: null }], code: 'missing-letter', file: service, at: 'letters:' },
  { fault: 'a decision that gives no reasons', edits: change(`${newborn}/letters/refuse.en.md`, '::: reasons\n:::', ''), code: 'letter-without-reasons', file: `${newborn}/letters/refuse.en.md`, at: '#' },
  { fault: 'a letter with a block that is not closed', edits: change(`${newborn}/letters/refuse.en.md`, '::: reasons\n:::', '::: reasons'), code: 'open-block', file: `${newborn}/letters/refuse.en.md`, at: ':::' },

  { fault: 'a time zone that does not exist', edits: change('authority.yaml', 'Africa/Nairobi', 'Africa/Kampalla'), code: 'unknown-time-zone', file: 'authority.yaml', at: 'Africa/Kampalla' },
  { fault: 'an office that closes before it opens', edits: change('authority.yaml', 'open: "08:30", close: "16:00"', 'open: "16:00", close: "08:30"'), code: 'hours-reversed', file: 'authority.yaml', at: '16:00' },
  { fault: 'law without a translation', edits: change('law.yaml', '    uk: "Розділ 1, § 2, Закон Швеції про іноземців (2005:716)"\n', ''), code: 'missing-translation', file: 'law.yaml', at: 'UtlL-1-2' },
];

for (const { fault, edits, code, file, at } of faults) {
  test(`finds ${fault}`, () => {
    const found = findingsWith(edits);
    const hit = found.find((one) => one.code === code && one.file === file && one.text.includes(at));
    assert.ok(hit, `expected ${code} in ${file} at "${at}", got ${JSON.stringify(found.map(({ code: c, file: f, line, text }) => ({ c, f, line, text })), null, 1)}`);
  });
}

test('a draft is checked with warnings, is not released, and does not keep the rest from being so', () => {
  const draft = { file: service, find: 'service: child-born-in-sweden\n', put: 'service: child-born-in-sweden\ndraft: true\n' };
  const fault = { file: service, find: 'decision: Birthplace', put: 'decision: Birth place' };
  withPlanted([draft, fault], (dir) => {
    const found = checkContent(dir).filter((one) => one.code === 'unknown-decision');
    assert.deepEqual(found.map((one) => one.severity), ['warning']);
    const authority = loadAuthority(dir);
    assert.equal(authority.service('child-born-in-sweden'), undefined);
    assert.equal(authority.facts.length, loadAuthority(sweden).facts.length);
  });
  withPlanted([fault], (dir) => assert.deepEqual(checkContent(dir).filter((one) => one.code === 'unknown-decision').map((one) => one.severity), ['error']));
});
