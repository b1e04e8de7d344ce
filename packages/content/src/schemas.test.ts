import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaNames, schemaText } from './schemas.ts';

test('the schemas of the content are themselves well formed (JSON Schema 2020-12)', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  for (const name of schemaNames) assert.equal(ajv.validateSchema(JSON.parse(schemaText(name)) as object), true, `${name}: ${ajv.errorsText()}`);
});
