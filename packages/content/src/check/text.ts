import { shapeOf, type MessageShape } from '../icu.ts';
import type { Finding } from '../finding.ts';
import type { RawContent, RawService } from '../files.ts';
import type { Source } from '../source.ts';
import { expectedMessages, readable } from './expected-messages.ts';

type Texts = Record<string, Source<Record<string, string>>>;

/** Messages: missing, untranslated, without a plural form their language has, with other arguments, read by nobody. */
export function checkText(raw: RawContent): Finding[] {
  const findings: Finding[] = [];
  const { binding, offered } = raw.authority.value.languages;
  const same = new Set(raw.authority.value.languages.sameText ?? []);

  const expectedAnywhere = new Set<string>();
  for (const service of raw.services) {
    const known = { ...raw.text[binding]?.value, ...service.text[binding]?.value };
    for (const one of expectedMessages(raw, service)) {
      expectedAnywhere.add(one.key);
      if (known[one.key] === undefined) findings.push({ code: 'missing-message', severity: 'error', file: one.file, line: one.line, message: `${one.what} has no words: "${one.key}" is missing`, fix: `write it in ${service.id}/text/${binding}.json and the other languages` });
    }
  }
  checkSet(raw.text, 'text', undefined);
  for (const service of raw.services) checkSet(service.text, `services/${service.id}/text`, service);
  return findings;

  function checkSet(texts: Texts, folder: string, service: RawService | undefined): void {
    const own = texts[binding];
    if (!own) {
      findings.push({ code: 'missing-file', severity: 'error', file: `${folder}/${binding}.json`, line: 1, message: 'there are no messages in the binding language', fix: 'write the file' });
      return;
    }
    const shapes = new Map<string, MessageShape>();
    for (const language of [binding, ...offered.filter((one) => one !== binding)]) {
      const source = texts[language];
      if (!source) {
        findings.push({ code: 'missing-file', severity: 'error', file: `${folder}/${language}.json`, line: 1, message: `nothing is translated into ${language}`, fix: 'write the file' });
        continue;
      }
      const add = (code: string, severity: Finding['severity'], key: string, message: string, fix: string): void => {
        findings.push({ code, severity, file: source.file, line: source.line([key]), message, fix });
      };
      if (language !== binding) {
        for (const key of Object.keys(own.value)) {
          if (source.value[key] === undefined) findings.push({ code: 'missing-translation', severity: 'error', file: source.file, line: 1, message: `"${key}" is missing in ${language}`, fix: `translate it (${binding}: ${own.file}:${own.line([key])})` });
        }
      }
      const seen = new Set<string>();
      for (const [, key] of source.text.matchAll(/^\s*"([^"]+)"\s*:/gm)) {
        if (seen.has(key!)) findings.push({ code: 'duplicate-message', severity: 'error', file: source.file, line: source.text.slice(0, source.text.lastIndexOf(`"${key}"`)).split('\n').length, message: `"${key}" stands twice`, fix: 'keep one' });
        seen.add(key!);
      }
      for (const [key, text] of Object.entries(source.value)) {
        if (language !== binding && own.value[key] === undefined) add('extra-message', 'error', key, `"${key}" stands in ${language} but not in ${binding}`, `write it in ${binding} too, or remove it`);
        let shape: MessageShape;
        try {
          shape = shapeOf(text, language);
        } catch (error) {
          add('bad-message', 'error', key, `"${key}" is no ICU message (${(error as Error).message})`, 'correct its braces and keywords');
          continue;
        }
        checkPlurals(shape, language, key, add);
        for (const word of mixedScript(text)) add('mixed-script', 'error', key, `"${word}" mixes letters of two scripts`, 'type it anew in one script: it looks right but is not found or read aloud');
        if (language === 'ar' && /[\u064B-\u0652]/.test(text)) add('vowel-marks', 'error', key, `"${key}" has Arabic vowel marks, which make a letter's PDF unsearchable`, 'leave them out');
        if (language === binding) {
          shapes.set(key, shape);
          if (!readable(key, raw, service, expectedAnywhere)) add('unused-message', 'warning', key, `nothing asks for "${key}"`, 'remove it, or correct the key');
          const lix = readability(shape.words);
          if (lix > 50) add('hard-to-read', 'warning', key, `"${key}" is hard to read (LIX ${Math.round(lix)})`, 'shorter sentences, shorter words');
          continue;
        }
        const original = shapes.get(key);
        if (!original) continue;
        const theirs = [...original.arguments.keys()].sort().join(', '), ours = [...shape.arguments.keys()].sort().join(', ');
        if (theirs !== ours) add('other-arguments', 'error', key, `"${key}" has the arguments {${ours}}, ${binding} has {${theirs}}`, `use the same (${own.file}:${own.line([key])})`);
        const untranslated = text === own.value[key] && /\p{L}/u.test(shape.words);
        if (untranslated && !same.has(`${language} ${key}`)) add('untranslated', 'error', key, `"${key}" is the same text as in ${binding}`, `translate it, or list "${language} ${key}" under languages.sameText in authority.yaml`);
      }
    }
  }
}

type Add = (code: string, severity: Finding['severity'], key: string, message: string, fix: string) => void;

function checkPlurals(shape: MessageShape, language: string, key: string, add: Add): void {
  for (const plural of shape.plurals) {
    const needed = new Intl.PluralRules(language, { type: plural.ordinal ? 'ordinal' : 'cardinal' }).resolvedOptions().pluralCategories;
    const missing = needed.filter((category) => !plural.categories.includes(category));
    if (missing.length > 0) add('missing-plural', 'error', key, `"${key}" lacks the plural ${missing.length > 1 ? 'forms' : 'form'} ${missing.join(', ')} of {${plural.argument}}, which ${language} has`, 'write it');
    const foreign = plural.categories.filter((category) => !category.startsWith('=') && !(needed as string[]).includes(category));
    if (foreign.length > 0) add('extra-plural', 'warning', key, `"${key}" has plural forms that ${language} never uses: ${foreign.join(', ')}`, 'remove them');
  }
}

/** Words that hold letters of both Latin and Cyrillic script: a slip of the keyboard that no eye sees. */
function mixedScript(text: string): string[] {
  return (text.match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));
}

/**
 * LIX (Björnsson 1968): words per sentence plus the share of words longer than six letters.
 * Short texts swing too much to say anything.
 */
export function readability(text: string): number {
  const words = text.match(/[\p{L}\p{M}’-]+/gu) ?? [];
  if (words.length < 20) return 0;
  const sentences = Math.max(1, (text.match(/[.!?:](\s|$)/g) ?? []).length);
  return words.length / sentences + (100 * words.filter((word) => word.length > 6).length) / words.length;
}
