import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parseTree, treeToText } from '@ankomst/mining';
import type { Deps } from '../deps.ts';

const place = Type.Tuple([Type.Number({ minimum: 0 }), Type.Number({ minimum: 0 })]);
const MapFile = Type.Object({
  versions: Type.Optional(Type.Array(Type.String())),
  steps: Type.Record(Type.String(), Type.Object({ at: Type.Optional(place), sv: Type.Optional(Type.String()), en: Type.Optional(Type.String()) }, { additionalProperties: false })),
  aside: Type.Optional(Type.Array(Type.String())),
  prescribed: Type.Optional(Type.String()),
  waiting: Type.Optional(Type.Record(Type.String(), Type.Object({ sv: Type.String(), en: Type.String() }))),
}, { additionalProperties: false });
type MapFile = Static<typeof MapFile>;

/** How one process is drawn: where its steps stand, what they are called, what is passed over, what is prescribed. */
export interface ProcessMap {
  /** Versions of the service these places were made for. */
  versions: string[];
  /** Column and row by step. */
  places: Record<string, [number, number]>;
  names: Record<string, { sv?: string; en?: string }>;
  /** Short names of what the machinery itself waits for. */
  waiting: Record<string, { sv: string; en: string }>;
  aside: string[];
  /** A process tree as text; undefined where nothing is prescribed. */
  prescribed?: string;
}

const kept = new WeakMap<object, Map<string, ProcessMap>>();

/**
 * The map of a service, or of all together (no service): `map.yaml` of the content and of the service. Read once.
 * @throws Error with the file's name where it is not of its form, or its process tree cannot be read
 */
export function processMap(deps: Pick<Deps, 'authority' | 'config'>, service?: string): ProcessMap {
  const maps = kept.get(deps.authority) ?? new Map<string, ProcessMap>();
  kept.set(deps.authority, maps);
  const known = maps.get(service ?? '');
  if (known) return known;
  const general = readMap(join(deps.config.contentDir, 'map.yaml'));
  const own = service === undefined ? undefined : readMap(join(deps.config.contentDir, 'services', service, 'map.yaml'));
  const from = own ?? general;
  const map: ProcessMap = {
    versions: from.versions ?? [],
    places: Object.fromEntries(Object.entries(from.steps).flatMap(([step, { at }]) => (at ? [[step, at]] : []))),
    names: Object.fromEntries([...new Set([...Object.keys(general.steps), ...Object.keys(from.steps)])].map((step) => {
      const { at: _at, ...names } = { ...general.steps[step], ...from.steps[step] };
      return [step, names];
    })),
    waiting: general.waiting ?? {},
    aside: from.aside ?? general.aside ?? [],
    ...(from.prescribed ? { prescribed: from.prescribed } : {}),
  };
  maps.set(service ?? '', map);
  return map;
}

function readMap(file: string): MapFile {
  if (!existsSync(file)) return { steps: {} };
  const read: unknown = parse(readFileSync(file, 'utf8'));
  if (!Value.Check(MapFile, read)) {
    const [wrong] = Value.Errors(MapFile, read);
    throw new Error(`${file}: ${wrong?.instancePath ?? ''} ${wrong?.message ?? 'is not a map'}`);
  }
  if (read.prescribed === undefined) return read;
  try {
    return { ...read, prescribed: treeToText(parseTree(read.prescribed)) };
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
