import validators from '@fastify/ajv-compiler';
import serializers from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

export type SchemaController = NonNullable<FastifyServerOptions['schemaController']>;

type Made = ((data: unknown) => unknown) & { errors?: unknown };
type Compile = (of: { httpPart?: string }) => Made;

/**
 * Fastify's own compilers, each schema compiled when it is first needed: compiling the hundreds there are takes a second
 * of every start, and nobody asks for all of them. That each compiles is looked at by the test beside this, not at a start.
 */
export const schemasWhenAsked: SchemaController = {
  compilersFactory: { buildValidator: whenAsked(validators()), buildSerializer: whenAsked(serializers()) },
};

/** Makes a compiler that compiles at the first call of what it made. What a validator finds is left on it, as Ajv does. */
export function whenAsked<Build>(build: Build): Build {
  const later = (...given: unknown[]): Compile => {
    const compile = (build as (...given: unknown[]) => Compile)(...given);
    return (of) => {
      // of headers Fastify gives a compiler that is not its own the schema as it is written, names not made small
      if (of.httpPart === 'headers') throw new Error('a schema of headers is not taken here: read the header in the route');
      let made: Made | undefined;
      const asked: Made = (data) => {
        made ??= compile(of);
        const answer = made(data);
        asked.errors = made.errors;
        return answer;
      };
      return asked;
    };
  };
  return later as Build;
}
