import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';

const words = Type.Record(Type.String(), Type.String({ minLength: 1 }));
const ProtectionContent = Type.Object({
  marks: Type.Array(Type.Object({
    kind: Type.String({ pattern: '^[a-z][a-z-]*$' }), label: words, law: Type.String({ minLength: 1 }), unverified: Type.Optional(Type.String({ minLength: 1 })), when: words,
  }, { additionalProperties: false }), { minItems: 1 }),
  post: Type.Object({ to: Type.String({ minLength: 1 }), lines: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 8 }) }, { additionalProperties: false }),
}, { additionalProperties: false });

/**
 * What the content says of protected identity: the marks, each with its ground and when it is right; and `post`, the
 * address to which paper for somebody protected goes, in an inner envelope that bears their number alone.
 */
export type ProtectionContent = Static<typeof ProtectionContent>;

/** Reads `<content>/access/protection.yaml`. @throws Error that names the fault; a server that cannot read it does not start */
export function readProtection(contentDir: string): ProtectionContent {
  const file = join(contentDir, 'access', 'protection.yaml');
  const content: unknown = parse(readFileSync(file, 'utf8'));
  if (!Value.Check(ProtectionContent, content)) {
    const [fault] = Value.Errors(ProtectionContent, content);
    throw new Error(`${file}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'is not as it must be'}`);
  }
  const kinds = content.marks.map(({ kind }) => kind);
  const twice = kinds.find((kind, at) => kinds.indexOf(kind) !== at);
  if (twice !== undefined) throw new Error(`${file}: two marks are called ${twice}`);
  for (const { kind, label, when } of content.marks) if (!label['sv'] || !label['en'] || !when['sv'] || !when['en']) throw new Error(`${file}: ${kind} lacks words in sv or en`);
  return content;
}
