import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { seededChance } from './measure/chance.ts';
import * as mining from './index.ts';
import * as node from './node.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const api = readFileSync(new URL('../API.md', import.meta.url), 'utf8');
const blocks = (language: string, text = readme): string[] => [...text.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].filter((m) => m[1] === language).map((m) => m[2]!);

/** `expression; // => JSON` becomes an assertion. */
function asProgram(code: string): string {
  const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const body = code
    .replaceAll("'@ankomst/mining'", at('index.ts'))
    .replaceAll("'@ankomst/mining/node'", at('node.ts'))
    .replace(/^(.+); \/\/ => (.+)$/gm, (_, expression: string, expected: string) => `assert.deepEqual(JSON.parse(JSON.stringify(${expression})), ${expected}, ${JSON.stringify(expression)}); checked();`);
  return `import assert from 'node:assert/strict';\nconst { csv, many, checked } = (globalThis as any).readme;\n${body}`;
}

/** Ended cases, enough to learn from: those on paper and those sent back take longer. */
function manyCases(): string {
  const chance = seededChance(11);
  const lines = ['case,activity,timestamp,org:resource'];
  for (let c = 0; c < 600; c++) {
    let at = Date.UTC(2026, 0, 1) + c * 3 * 3_600_000;
    const paper = chance() < 0.4;
    const step = (activity: string, days: number): void => {
      at += days * 86_400_000 * (0.6 + 0.8 * chance());
      lines.push(`${c},${activity},${new Date(at).toISOString()},${paper ? 'post room' : 'web'}`);
    };
    step('lodge', 0);
    step('check', 1);
    if (chance() < 0.3) { step('ask for more', 1); step('check', 8); }
    step('decide', paper ? 12 : 3);
  }
  return lines.join('\n');
}

for (const [name, text, least] of [['README', readme, 29], ['API', api, 90]] as const) test(`the examples in the ${name} hold`, async () => {
  const [csv] = blocks('csv log');
  const dir = mkdtempSync(join(tmpdir(), 'mining-readme-'));
  let count = 0;
  (globalThis as Record<string, unknown>)['readme'] = { csv, many: manyCases(), checked: () => count++ };
  try {
    for (const [i, code] of blocks('ts', text).entries()) {
      const file = join(dir, `example-${i}.ts`);
      writeFileSync(file, asProgram(code));
      await import(pathToFileURL(file).href);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
  assert.ok(count >= least, `${count} examples`);
});

test('functions that the README names are there', () => {
  const table = readme.slice(readme.indexOf('## API'), readme.indexOf('A log is columns'));
  const named = [...table.matchAll(/`([a-zA-Z]+)`/g)].map((m) => m[1]!).filter((name) => !/^(log|import|export|ocel|filter|discover|model|check|measure|pictures|EventLog|Column)$/.test(name));
  assert.deepEqual(named.filter((name) => !(name in mining)), []);
  assert.ok(named.length > 35);
});

test('every exported function is used in an example', () => {
  const examples = [...blocks('ts'), ...blocks('ts', api)].join('\n');
  // those that have a line with an expected value, or make what such a line looks at; an import alone is not enough
  const used = examples.replaceAll(/^import .*$/gm, '');
  assert.deepEqual([...Object.entries(mining), ...Object.entries(node)].filter(([name]) => !new RegExp(`\\b${name}\\b`).test(used)).map(([name]) => name), []);
});
