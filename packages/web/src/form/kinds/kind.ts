import type { FactDefinition, FactType, Json } from '@ankomst/core';
import type { PageContext } from '../../context.ts';
import type { Html, Printable } from '../../kit/html.ts';
import type { Arguments, TextKey } from '../../text.ts';
import type { AskedQuestion, FormSetting, Raw } from '../setting.ts';

/** Something to look at once more. It never stops anybody. */
export interface Note { message: TextKey; args?: Arguments }

/** What came of reading one question: a value, nothing, or what is wrong (at which of its fields). */
export type Parsed =
  | { value: Json; notes?: Note[] }
  | { empty: true }
  | { wrong: TextKey; part?: string; args?: Arguments };

/** What a kind is told when it draws its fields. */
export interface Drawing {
  asked: AskedQuestion;
  label: string;
  hint?: string;
  /** The sentence at the field, where something is wrong. */
  error?: string;
  /** Id of the first field, where it is not that of the question's key. */
  firstId?: string;
  /** Which part is wrong. */
  wrongPart?: string;
  raw: Raw;
  setting: FormSetting;
  ctx: PageContext;
  /** Label of a choice's code. */
  choice(code: string): string;
  /** Questions asked only with this choice: drawn inside it. */
  nested(code: string): Html | null;
}

/**
 * A kind of question: which fields it has, how they are drawn, how what is typed in them is read,
 * and how its value is shown. `parts` are the suffixes of its field names after the question's key;
 * the empty one is the key itself.
 */
export interface Kind {
  parts: readonly string[];
  draw(d: Drawing): Html;
  read(raw: Raw, key: string, c: Reading): Parsed;
  /** What would have been typed for this value: for prefilling, and read back gives the same value. */
  typed(value: Json, key: string): Raw;
  show(value: Json, c: Showing): Printable;
}
export interface Reading {
  definition: FactDefinition;
  setting: FormSetting;
}
export interface Showing {
  ctx: PageContext;
  choice(code: string): string;
  /** Names by person id, and files by id, where they are known. */
  names?: Readonly<Record<string, string>>;
  files?: readonly { id: string; name: string }[];
  fileHref?(id: string): string;
  /** The list a code is of. */
  list?: readonly Json[];
}
export type Kinds = Record<FactType, Kind>;
