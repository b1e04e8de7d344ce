import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, elements, textOf } from '../src/xml/tree.ts';
import type { XmlElement } from '../src/xml/tree.ts';
import { readXml } from '../src/xml/read.ts';
import { FeelContext } from '../src/run/values.ts';
import type { FeelValue } from '../src/run/values.ts';
import { parseNumber } from '../src/values/number.ts';
import { FeelDate, FeelDateTime, FeelTime, parseDuration } from '../src/values/temporal.ts';

/** The test cases of the DMN Technology Compatibility Kit (format: TestCases/testCases.xsd). */

export interface ResultNode { name: string; expected: FeelValue; error: boolean }
export interface TestCase {
  id: string;
  /** Present for the call of a decision service. */
  service: string | undefined;
  inputs: Record<string, FeelValue>;
  results: ResultNode[];
}
export interface Folder {
  level: string;
  name: string;
  path: string;
  /** The model's file, and the texts of all models beside it, by namespace. */
  model: string;
  models: ReadonlyMap<string, string>;
  testFile: string;
  cases: TestCase[];
}

/** All folders of cases below TestCases, in order. */
export function readFolders(root: string): Folder[] {
  const folders: Folder[] = [];
  for (const level of readdirSync(root).sort()) {
    if (level.includes('.')) continue;
    for (const name of readdirSync(join(root, level)).sort()) {
      const path = join(root, level, name);
      const files = readdirSync(path).sort();
      const models = new Map<string, string>();
      for (const f of files.filter((x) => x.endsWith('.dmn'))) {
        const text = readFileSync(join(path, f), 'utf8');
        models.set(attribute(readXml(text, f).root, 'namespace') ?? '', text);
      }
      for (const testFile of files.filter((x) => /-test-\d+\.xml$/.test(x))) {
        const suite = readXml(readFileSync(join(path, testFile), 'utf8'), testFile).root;
        const modelName = elements(suite).find((e) => e.local === 'modelName');
        folders.push({
          level, name, path, model: modelName ? textOf(modelName).trim() : `${name}.dmn`, models, testFile,
          cases: elements(suite).filter((e) => e.local === 'testCase').map(readCase),
        });
      }
    }
  }
  return folders;
}

export function readCase(e: XmlElement): TestCase {
  const inputs: Record<string, FeelValue> = {};
  for (const n of elements(e)) if (n.local === 'inputNode') inputs[attribute(n, 'name')!] = readValue(n);
  return {
    id: attribute(e, 'id') ?? '',
    service: attribute(e, 'type') === 'decisionService' ? attribute(e, 'invocableName') : undefined,
    inputs,
    results: elements(e).filter((n) => n.local === 'resultNode').map((n) => {
      const expected = elements(n).find((x) => x.local === 'expected');
      return { name: attribute(n, 'name')!, expected: expected ? readValue(expected) : null, error: attribute(n, 'errorResult') === 'true' };
    }),
  };
}

function isNil(e: XmlElement): boolean {
  return e.attributes.some((a) => a.name.endsWith(':nil') && a.value === 'true');
}

/** A value: `<value>`, `<component>`s or a `<list>` of `<item>`s. */
function readValue(holder: XmlElement): FeelValue {
  const parts = elements(holder).filter((e) => e.local !== 'extensionElements');
  const [first] = parts;
  if (!first) return null;
  if (first.local === 'component') {
    const context = new FeelContext();
    for (const c of parts) context.set(attribute(c, 'name') ?? '', isNil(c) ? null : readValue(c));
    return context;
  }
  if (isNil(first)) return null;
  if (first.local === 'list') return elements(first).map((i) => (isNil(i) ? null : readValue(i)));
  return readScalar(first);
}

function readScalar(e: XmlElement): FeelValue {
  const type = (e.attributes.find((a) => a.name === 'xsi:type' || a.name.endsWith(':type'))?.value ?? 'xsd:string').replace(/^.*:/, '');
  const text = textOf(e);
  switch (type) {
    case 'boolean': return text.trim() === 'true' || text.trim() === '1';
    case 'decimal': case 'double': case 'integer': case 'int': case 'long': case 'float': return parseNumber(text.trim());
    case 'date': return FeelDate.parse(text.trim());
    case 'time': return FeelTime.parse(text.trim());
    case 'dateTime': return FeelDateTime.parse(text.trim());
    case 'duration': case 'dayTimeDuration': case 'yearMonthDuration': return parseDuration(text.trim());
    default: return text;
  }
}
