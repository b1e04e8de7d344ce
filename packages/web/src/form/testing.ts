import { factSet, type Fact, type FactDefinition, type FactType, type FormPage, type FormQuestion } from '@ankomst/core';
import { pageContext } from '../page-context.ts';
import type { PageContext } from '../context.ts';
import type { FormSetting } from './setting.ts';

/** A form about a dog licence: this package knows of no permit, and its tests need none. */
export const parties = [{ personId: 'dog', role: 'applicant' }, { personId: 'kim', role: 'keeper' }, { personId: 'alex', role: 'keeper' }];

export function definition(name: string, type: FactType, more: Partial<FactDefinition> = {}): FactDefinition {
  return { name, about: 'person', type, sources: ['applicant'], sensitivity: 'ordinary', ground: 'x', ...more };
}
export function formPage(id: string, questions: FormQuestion[], more: Partial<FormPage> = {}): FormPage {
  return { id, kind: 'ask', role: 'keeper', questions, ...more };
}
export function settingOf(pages: FormPage[], facts: FactDefinition[], more: Partial<FormSetting> & { known?: Fact[] } = {}): FormSetting {
  return {
    caseId: 'c1', form: { version: '1', pages }, facts, applicantRole: 'applicant', parties, me: parties[1]!, onFile: factSet(more.known ?? []),
    names: { dog: 'Rex', kim: 'Kim', alex: 'Alex' }, files: [], ...more,
  };
}
export function known(subject: string, name: string, value: Fact['value'], more: Partial<Fact> = {}): Fact {
  return { id: name, subject, name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/kennel', assertedAt: '2026-01-01T00:00:00.000Z', ...more };
}
export const context = (language = 'en', texts: Record<string, string> = {}): PageContext => pageContext({
  language, csrf: 't', once: () => 'o', path: '/', now: '2026-11-22T10:00:00.000Z', assets: { css: '/c', js: '/j', mark: '/m' }, service: (key) => texts[key],
});
