import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] => [...readme.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].filter((m) => m[1] === language).map((m) => m[2]!);

/** `expression; // => JSON` becomes an assertion. */
function asProgram(code: string): string {
  const index = new URL('index.ts', import.meta.url).href;
  const body = code
    .replaceAll("'@ankomst/dmn'", JSON.stringify(index))
    .replace(/^(.+); \/\/ => (.+)$/gm, (_, expression: string, expected: string) => `assert.deepEqual(JSON.parse(JSON.stringify(${expression})), ${expected}, ${JSON.stringify(expression)}); checked();`);
  return `import assert from 'node:assert/strict';\nconst { xml, checked } = (globalThis as any).readme;\n${body}`;
}

test('the examples in the README hold', async () => {
  const [xml] = blocks('xml model');
  const dir = mkdtempSync(join(tmpdir(), 'dmn-readme-'));
  let count = 0;
  (globalThis as Record<string, unknown>)['readme'] = { xml, checked: () => count++ };
  try {
    for (const [i, code] of blocks('ts').entries()) {
      const file = join(dir, `example-${i}.ts`);
      writeFileSync(file, asProgram(code));
      await import(pathToFileURL(file).href);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
  assert.ok(count >= 12, `${count} examples`);
});
