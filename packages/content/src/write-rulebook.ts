import { Document, isMap, isNode, isSeq, parseDocument, type Node, type YAMLMap } from 'yaml';
import type { Json, Rulebook } from '@ankomst/core';
import type { RawContent, RawService, RuleTestCase, RuleTestFile, Table } from './files.ts';
import { compileRulebook } from './release.ts';

/** A file of the content as it must read; `file` from the content's root. */
export interface WrittenFile { file: string; text: string }

/**
 * The content's files as they must read so that they say what a released rulebook says: its rules, its dated tables, the
 * texts of its reasons, its version and day, and the cases it is tested by. Only files that change, and in them only the
 * lines that do: what an author has laid out and remarked stays. Parts that are never changed outside the files (form,
 * letters, requirements …) are left alone. Nothing is written.
 */
export function writeRulebook(raw: RawContent, rulebook: Rulebook, tests?: RuleTestFile): WrittenFile[] {
  const service = raw.services.find((one) => one.service.value.service === rulebook.service);
  if (!service) throw new Error(`the content has no service "${rulebook.service}"`);
  const now = compileRulebook(raw, service);
  const written: WrittenFile[] = [
    { file: service.service.file, text: withFrame(service.service.text, rulebook) },
    { file: service.dmn.file, text: rulebook.dmn },
    ...Object.entries(rulebook.tables).flatMap(([id, rows]) => (raw.tables[id] ? [{ file: raw.tables[id].source.file, text: withRows(raw.tables[id], rows as Row[]) }] : [])),
    ...textsOf(raw, service, now, rulebook),
    ...(tests && service.tests ? [{ file: service.tests.file, text: withCases(service.tests.text, service.tests.value, tests) }] : []),
  ];
  return written.filter(({ file, text }) => text !== textOf(raw, service, file));
}

function textOf(raw: RawContent, service: RawService, file: string): string | undefined {
  return [service.service, service.dmn, service.tests, ...Object.values(raw.tables).map((table) => table.source), ...Object.values(service.text), ...Object.values(raw.text)].find((one) => one?.file === file)?.text;
}

/** Version, first day and who approved, in the place where they stand. */
function withFrame(text: string, { version, validFrom, approvedBy }: Rulebook): string {
  const root = parseDocument(text).contents;
  const value = root as YAMLMap;
  return replaced(text, [
    [value.get('version', true), JSON.stringify(version), (value.toJSON() as Row)['version'] === version],
    [value.get('validFrom', true), validFrom, String((value.toJSON() as Row)['validFrom']) === validFrom],
    [value.get('approvedBy', true), `[${approvedBy.join(', ')}]`, JSON.stringify((value.toJSON() as Row)['approvedBy']) === JSON.stringify(approvedBy)],
  ]);
}

/** A text with nodes of it written anew, where they are not the same already. */
function replaced(text: string, changes: readonly (readonly [unknown, string, boolean])[]): string {
  const places = changes.flatMap(([node, words, same]) => (same || !isNode(node) || !node.range ? [] : [{ from: node.range[0], to: node.range[1], words }]));
  return places.sort((a, b) => b.from - a.from).reduce((now, { from, to, words }) => `${now.slice(0, from)}${words}${now.slice(to)}`, text);
}

type Row = { [column: string]: Json };

/** A table's lines: those of rows that are as before stay to the letter, others are written in the head line's order. */
function withRows({ source, rows, lines }: Table, wanted: readonly Row[]): string {
  const given = source.text.split('\n');
  const columns = given[0]!.trim().split(',').map((one) => one.replaceAll('"', '').trim());
  const key = (row: Row): string => JSON.stringify(columns.map((column) => row[column] ?? null));
  // a row that runs over several lines is written anew
  const known = new Map(rows.flatMap((row, i) => (lines[i]! - (lines[i - 1] ?? 1) === 1 ? [[key(row), given[lines[i]! - 1]!] as const] : [])));
  return `${[given[0]!, ...wanted.map((row) => known.get(key(row)) ?? columns.map((column) => csvCell(row[column])).join(','))].join('\n')}\n`;
}

function csvCell(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Texts that differ, in the service's own file unless they stand in the authority's. */
function textsOf(raw: RawContent, service: RawService, now: Rulebook, wanted: Rulebook): WrittenFile[] {
  return Object.entries(wanted.text).flatMap(([language, messages]) => {
    const changed = Object.entries(messages).filter(([key, words]) => now.text[language]?.[key] !== words);
    const own = service.text[language], shared = raw.text[language];
    const isShared = (key: string): boolean => own?.value[key] === undefined && shared?.value[key] !== undefined;
    return [[own, changed.filter(([key]) => !isShared(key))] as const, [shared, changed.filter(([key]) => isShared(key))] as const].flatMap(([file, changes]) => (
      file && changes.length > 0 ? [{ file: file.file, text: `${JSON.stringify({ ...file.value, ...Object.fromEntries(changes) }, null, 2)}\n` }] : []));
  });
}

/** The rules' own cases: what is new comes last, what is gone goes with its lines. */
function withCases(text: string, before: RuleTestFile, { cases }: RuleTestFile): string {
  const root = parseDocument(text).contents;
  const list = isMap(root) ? root.get('cases', true) : undefined;
  if (!isSeq(list)) return text;
  const wanted = new Map(cases.map((one) => [one.name, one]));
  const places: { from: number; to: number; words: string }[] = [];
  before.cases.forEach((was, i) => {
    const node = list.items[i] as YAMLMap & Node;
    const one = wanted.get(was.name);
    const [from, to] = [node.range![0], node.range![1]];
    if (!one) {
      const line = text.lastIndexOf('\n', from) + 1;
      places.push({ from: line, to: text.indexOf('\n', to - 1) + 1 || text.length, words: '' });
    } else if (!same(was, one)) {
      // where only the expectation differs, only it is written
      const expect = node.get('expect', true) as unknown as Node;
      const onlyExpected = same({ ...was, expect: one.expect }, one);
      places.push(onlyExpected ? { from: expect.range![0], to: expect.range![1], words: flow(one.expect) } : { from, to, words: written(one).trimStart().slice(2) });
    }
  });
  const known = new Set(before.cases.map((one) => one.name));
  const added = cases.filter((one) => !known.has(one.name)).map(written).join('');
  const kept = places.sort((a, b) => b.from - a.from).reduce((now, { from, to, words }) => `${now.slice(0, from)}${words}${now.slice(to)}`, text);
  return `${kept}${kept.endsWith('\n') ? '' : '\n'}${added}`;
}

const same = (a: RuleTestCase, b: RuleTestCase): boolean => JSON.stringify(sorted(a as unknown as Json)) === JSON.stringify(sorted(b as unknown as Json));
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one!)])) : value;
}

/** A case as one writes it by hand: a line for each part. */
function written(one: RuleTestCase): string {
  const { name, like, dates, facts, sources, tables, expect } = one;
  const lines = Object.entries({ name, like, dates, facts, sources, tables, expect }).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${flow(value)}`);
  return `  - ${lines.join('\n    ')}\n`;
}

function flow(value: unknown): string {
  const document = new Document(value);
  if (isMap(document.contents) || isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
