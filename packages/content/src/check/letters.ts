import { shapeOf } from '../icu.ts';
import type { Finding } from '../finding.ts';
import type { RawContent, RawService } from '../files.ts';

/** What a letter may ask for, by letter; `*` for all. The server fills them. */
export const letterArguments: Record<string, readonly string[]> = {
  '*': ['applicant', 'web', 'phone', 'unit', 'caseNumber'],
  offer: ['born', 'by'],
  request: ['question'],
  grant: ['decidedOn', 'automatic', 'validFrom', 'validTo', 'note'],
  refuse: ['decidedOn', 'automatic', 'note'],
  dismiss: ['decidedOn', 'automatic', 'note'],
  invitation: ['inviter', 'code'],
  receipt: ['amount', 'paidOn', 'reference'],
  delay: ['reason', 'expectedBy'],
  'appeal-received': ['receivedOn'],
  'conclude-refused': ['decidedOn', 'reason'],
};

/** A role's own letter in the place of another (`grant-employer` for `grant`) is filled as that one is. */
function knownArguments(letter: string, service: RawService['service']): Set<string> {
  const instead = service.value.roles.flatMap((role) => Object.entries(role.letters ?? {}).filter(([, own]) => own === letter).map(([usual]) => usual));
  return new Set(['*', letter, ...instead].flatMap((name) => letterArguments[name] ?? []));
}

const blocks = ['reasons', 'next'];

/** Letters: in every language, with arguments that exist, the same in all, and reasons where a decision needs them. */
export function checkLetters(raw: RawContent): Finding[] {
  const findings: Finding[] = [];
  const { binding, offered } = raw.authority.value.languages;
  for (const { id, service, letters } of raw.services) {
    service.value.letters.forEach((letter, i) => {
      for (const language of offered) {
        if (!letters[letter]?.[language]) findings.push({ code: 'missing-letter', severity: 'error', file: service.file, line: service.line(['letters', i]), message: `the letter "${letter}" does not exist in ${language}`, fix: `write services/${id}/letters/${letter}.${language}.md` });
      }
    });
    for (const [letter, byLanguage] of Object.entries(letters)) {
      const known = knownArguments(letter, service);
      let original: string | undefined;
      for (const language of [binding, ...Object.keys(byLanguage).filter((one) => one !== binding)]) {
        const source = byLanguage[language];
        if (!source) continue;
        const add = (code: string, line: number, message: string, fix: string): void => { findings.push({ code, severity: 'error', file: source.file, line, message, fix }); };
        const lines = source.text.split('\n');
        const lineOf = (text: string): number => Math.max(1, lines.findIndex((line) => line.includes(text)) + 1);
        if (!service.value.letters.includes(letter)) add('unused-letter', 1, `the service has no letter "${letter}"`, 'name it under `letters` in service.yaml, or remove the file');
        if (!offered.includes(language)) add('unknown-language', 1, `the authority does not offer ${language}`, 'offer the language in authority.yaml, or remove the file');
        const names = argumentsOf(source.text, (line, message) => add('bad-message', line, `no ICU message (${message})`, 'correct its braces and keywords'));
        for (const name of names) if (!known.has(name)) add('unknown-argument', lineOf(`{${name}`), `the letter asks for {${name}}, which nobody fills`, `use one of: ${[...known].sort().join(', ')}`);
        if (language === binding) original = names.join(', ');
        else if (original !== undefined && names.join(', ') !== original) add('other-arguments', 1, `the letter has the arguments {${names.join(', ')}}, ${binding} has {${original}}`, 'use the same');
        lines.forEach((line, i) => {
          const block = /^:::\s*(\S+)/.exec(line)?.[1];
          if (block !== undefined && !blocks.includes(block)) add('unknown-block', i + 1, `there is no block "${block}"`, `use one of: ${blocks.join(', ')}`);
          if (language === 'ar' && /[\u064B-\u0652]/.test(line)) add('vowel-marks', i + 1, 'Arabic vowel marks make the PDF unsearchable', 'leave them out');
        });
        const opened = lines.filter((line) => /^:::\s*\S/.test(line)).length, closed = lines.filter((line) => /^:::\s*$/.test(line)).length;
        if (opened !== closed) add('open-block', lineOf(':::'), `${opened} blocks are opened, ${closed} are closed`, 'close each with a line ":::"');
        if (['grant', 'refuse', 'dismiss'].includes(letter) && !/^:::\s*reasons/m.test(source.text)) add('letter-without-reasons', 1, 'a decision says why (Aliens Act 13:10), but the letter has no place for its reasons', 'add the block "::: reasons"');
        if (!/^# \S/.test(source.text)) add('letter-without-title', 1, 'the letter does not begin with a title', 'begin it with "# …"');
      }
    }
  }
  return findings;
}

/** The arguments a letter asks for. Read block by block, as the letter is: a brace may not run over paragraphs. */
function argumentsOf(text: string, bad: (line: number, message: string) => void): string[] {
  const names = new Set<string>();
  let line = 1;
  for (const block of text.split(/\n{2,}/)) {
    try {
      for (const name of shapeOf(block).arguments.keys()) names.add(name);
    } catch (error) {
      bad(line, (error as Error).message);
    }
    line += block.split('\n').length + 1;
  }
  return [...names].sort();
}
