import { ContentError, sortFindings, type Finding } from '../finding.ts';
import type { RawContent } from '../files.ts';
import { readContent } from '../read-content.ts';
import type { Parsed } from '../source.ts';
import { checkFacts } from './facts.ts';
import { checkForm } from './form.ts';
import { checkLetters } from './letters.ts';
import { checkOffices } from './offices.ts';
import { checkQueue } from './queue.ts';
import { checkRules } from './rules.ts';
import { checkLaw, checkServices } from './service.ts';
import { checkTables } from './tables.ts';
import { checkText } from './text.ts';

const checks: ((raw: RawContent) => Finding[])[] = [checkOffices, checkQueue, checkLaw, checkFacts, checkTables, checkServices, checkForm, checkRules, checkText, checkLetters];

/** Everything wrong with an authority's content, in the order of files and lines. Nothing is thrown for what the content may hold. `parsed`: see readContent. */
export function checkContent(dir: string, parsed?: Parsed): Finding[] {
  let raw: RawContent;
  try {
    raw = readContent(dir, parsed ? { parsed } : {});
  } catch (error) {
    if (error instanceof ContentError) return sortFindings(error.findings);
    throw error;
  }
  return sortFindings([...raw.findings, ...checks.flatMap((check) => check(raw))].map((one) => mildWithDrafts(one, raw)));
}

/** What is wrong inside a draft keeps nobody from releasing the rest: it is a warning until the draft is one no more. */
function mildWithDrafts(one: Finding, raw: RawContent): Finding {
  const draft = raw.services.some((service) => service.service.value.draft && one.file.startsWith(`services/${service.id}/`));
  return draft && one.severity === 'error' ? { ...one, severity: 'warning' } : one;
}
