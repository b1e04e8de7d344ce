import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getDraft, caseFile } from '@ankomst/store';
import { fieldsOf } from '../../../web/src/testing/fields.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';

const lines = 'P<BRASOUZA<LIMA<<CHRISTOPHER<<<<<<<<<<<<<<<<\nFZ12345678BRA9106145M3102019<<<<<<<<<<<<<<<8';

describe('the lines of a passport, typed', () => {
  let world: World, christopher: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    christopher = await world.visitor('abroad-christopher');
    const apply = await christopher.get('/services/work-permit/apply');
    const way = /value="(applicant\/[^"]+)"/.exec(apply.text)?.[1];
    assert.ok(way, apply.text);
    const begun = await christopher.send(apply, { action: '/services/work-permit/apply', fields: { way } });
    id = /\/case\/([^/]+)\//.exec(begun.url)![1]!;
  });
  after(() => world.close());
  const at = (page = 'passport'): string => `/case/${id}/form/${page}`;
  const fill = async (fields: Record<string, string>, page = 'passport'): Promise<Page> => {
    const now = await christopher.get(at(page));
    return christopher.send(now, { action: at(page), fields: { ...fieldsIn(now), ...fields, do: 'continue' } });
  };
  const fieldsIn = (page: Page): Record<string, string | string[]> => {
    const form = /<form[^>]*id="answers"[\s\S]*?<\/form>/.exec(page.text)![0];
    return fieldsOf(form);
  };
  const typed = async (): Promise<Record<string, unknown>> => {
    const file = (await caseFile(world.server.deps.store, id))!;
    const me = file.parties.find((party) => party.role === 'applicant')!;
    return (await getDraft(world.server.deps.store, id, me.personId))!.answers;
  };

  test('fill what is empty, here and on other pages, and are shown to be looked at', async () => {
    const page = await fill({ 'person.passport-mrz': lines.toLowerCase() });
    assert.match(page.url, new RegExp(`${at()}$`), 'the same page again, filled in');
    const fields = fieldsIn(page);
    assert.deepEqual(['number', 'country', 'valid-to.day', 'valid-to.month', 'valid-to.year'].map((part) => fields[`person.passport-${part}`]), ['FZ1234567', 'BR', '1', '2', '2031']);
    assert.match(page.text, /We have read: \S*CHRISTOPHER SOUZA LIMA/);
    const next = await fill({});
    assert.doesNotMatch(next.url, /form\/passport$/);
  });

  test('what the person changed is told at once, stops nobody, and stands on the check page', async () => {
    const wrong = await fill({ 'person.passport-number': 'FZ1234576' });
    assert.match(wrong.url, new RegExp(`${at()}$`));
    assert.match(wrong.text, /Passport number[^<]*you wrote \S*FZ1234576\S*, but the passport’s lines say \S*FZ1234567/);
    const on = await fill({});
    assert.doesNotMatch(on.url, /form\/passport$/);
    assert.match((await christopher.get(`/case/${id}/check`)).text, /class="look"[^>]*>[^<]*you wrote \S*FZ1234576/);
    assert.equal(((await typed())['passport'] as Record<string, string>)['person.passport-number'], 'FZ1234576', 'nothing of it was changed');
  });

  test('two characters that changed places are named; the passport that expires tomorrow is told what follows', async () => {
    const swapped = await fill({ 'person.passport-mrz': lines.replace('FZ1234567', 'FZ1234657') });
    assert.match(swapped.text, /Have two characters changed places\?/);
    assert.doesNotMatch((await fill({})).url, /form\/passport$/);
    const tomorrow = new Date(Date.parse(world.clock.now()) + 86_400_000);
    const soon = await fill({ 'person.passport-mrz': '', 'person.passport-valid-to.day': String(tomorrow.getUTCDate()), 'person.passport-valid-to.month': String(tomorrow.getUTCMonth() + 1), 'person.passport-valid-to.year': String(tomorrow.getUTCFullYear()) });
    assert.match(soon.url, new RegExp(`${at()}$`));
    assert.match(soon.text, /data-color="warning"/);
    assert.doesNotMatch((await fill({})).url, /form\/passport$/);
  });

  test('an employer number with a wrong check digit is refused in words', async () => {
    const page = await fill({ 'case.employer-number': '556123-4568' }, 'employer');
    assert.equal(page.status, 422);
    assert.match(page.text, /its last digit, \S*8\S*, does not fit the nine before it/);
  });
});
