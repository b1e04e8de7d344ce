import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';

const id = Type.String({ pattern: '^[a-z][a-z-]*$' });
const words = Type.Record(Type.String(), Type.String({ minLength: 1 }));
/** What a partner can be told of a case; all that is not named for its ground is left out. */
const told = Type.Union([Type.Literal('under-way'), Type.Literal('permit.kind'), Type.Literal('permit.validFrom'), Type.Literal('permit.validTo')]);
const Ground = Type.Object({
  id, law: Type.String({ minLength: 1 }), unverified: Type.Optional(Type.String({ minLength: 1 })), purpose: words,
  services: Type.Array(id, { minItems: 1 }), tells: Type.Array(told, { minItems: 1, uniqueItems: true }),
}, { additionalProperties: false });
const PartnerContent = Type.Object({
  partners: Type.Array(Type.Object({ id, names: words, grounds: Type.Array(Ground, { minItems: 1 }) }, { additionalProperties: false })),
}, { additionalProperties: false });

/** One ground on which a partner may ask, with its provision, what the person reads of it, the services it covers and what it lets tell. */
export type PartnerGround = Static<typeof Ground>;
/** What each partner agency may ask, and on which ground. */
export type AskingPartner = Static<typeof PartnerContent>['partners'][number];

/** Reads `<content>/access/partners.yaml`. @throws Error that names the fault; a server that cannot read it does not start */
export function readPartnerGrounds(contentDir: string): AskingPartner[] {
  const file = join(contentDir, 'access', 'partners.yaml');
  const content: unknown = parse(readFileSync(file, 'utf8'));
  if (!Value.Check(PartnerContent, content)) {
    const [fault] = Value.Errors(PartnerContent, content);
    throw new Error(`${file}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'is not as it must be'}`);
  }
  const all = content.partners.flatMap((partner) => partner.grounds.map((ground) => ({ ...ground, name: groundName(partner.id, ground.id) })));
  const names = [...content.partners.map((partner) => partner.id), ...all.map(({ name }) => name)];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${file}: ${twice} stands there twice`);
  for (const { name, services } of all) {
    const unknown = services.find((service) => !existsSync(join(contentDir, 'services', service)));
    if (unknown !== undefined) throw new Error(`${file}: ${name} covers ${unknown}, and there is no such service`);
  }
  const [first] = content.partners;
  const languages = Object.keys(first?.names ?? {});
  for (const { id: partner, names: named, grounds } of content.partners) {
    for (const said of [named, ...grounds.map(({ purpose }) => purpose)]) {
      const lacking = languages.find((language) => !said[language]);
      if (lacking !== undefined) throw new Error(`${file}: ${partner} lacks words in ${lacking}`);
    }
  }
  return content.partners;
}

/** A ground as the policies and the log name it. */
export const groundName = (partner: string, ground: string): string => `${partner}/${ground}`;

/** The grounds on which a partner may be told of a case of this service, each as `partner/ground`. */
export function groundsOfService(partners: readonly AskingPartner[], service: string): string[] {
  return partners.flatMap((partner) => partner.grounds.filter((ground) => ground.services.includes(service)).map((ground) => groundName(partner.id, ground.id)));
}
