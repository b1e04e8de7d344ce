import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DmnError, compile, readModel, writeModel } from '../index.ts';
import { NOW } from '../model.testing.ts';

const [, xml] = /^```xml model\n([^]*?)^```$/m.exec(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'))!;
/** The model in pieces: tags, and the words between them. */
const pieces = xml!.match(/<[^>]*>|[^<\s]+|\s+/g)!;

test('a damaged model is refused with a place, or runs; nothing else', () => {
  const damage = fc.array(fc.record({ at: fc.nat(pieces.length - 1), kind: fc.constantFrom('delete', 'double', 'swap', 'other'), with: fc.nat(pieces.length - 1) }), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(damage, (cuts) => {
    const changed = pieces.slice();
    for (const c of cuts) {
      const own = changed[c.at]!;
      if (c.kind === 'delete') changed[c.at] = '';
      else if (c.kind === 'double') changed[c.at] = own + own;
      else if (c.kind === 'swap') [changed[c.at], changed[c.with]] = [changed[c.with]!, own];
      else changed[c.at] = changed[c.with]!;
    }
    try {
      const m = readModel(changed.join(''));
      assert.equal(writeModel(readModel(writeModel(m))), writeModel(m));
      const compiled = compile(m);
      for (const d of compiled.decisions) {
        JSON.stringify(compiled.evaluate(d.name, { Applicant: { 'birth date': '1990-05-17', citizenship: 'NO' } }, { now: NOW }));
      }
    } catch (e) {
      assert.ok(e instanceof DmnError, (e as Error).stack);
      assert.ok(e.line >= 1 && e.column >= 1);
    }
  }), { numRuns: 1500 });
});
