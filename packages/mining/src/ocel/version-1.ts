/**
 * A document of OCEL 1.0 (`ocel:events`, `ocel:objects`) as one of 2.0: activities become event
 * types, relations get an empty qualifier, attributes of objects hold from the beginning.
 */
export function fromVersion1(document: Record<string, unknown>): unknown {
  const entries = (value: unknown): [string, Record<string, unknown>][] =>
    Object.entries(value && typeof value === 'object' ? value : {}).map(([id, one]) => [id, one && typeof one === 'object' ? one as Record<string, unknown> : {}]);
  const types = { event: new Map<string, Map<string, string>>(), object: new Map<string, Map<string, string>>() };
  const attributes = (side: 'event' | 'object', type: unknown, map: unknown): { name: string; value: string; time: string }[] => {
    let known = types[side].get(String(type));
    if (!known) types[side].set(String(type), (known = new Map()));
    return Object.entries(map && typeof map === 'object' ? map : {}).filter(([, value]) => value !== null).map(([name, value]) => {
      const kind = typeof value === 'number' ? 'float' : typeof value === 'boolean' ? 'boolean' : 'string';
      known.set(name, (known.get(name) ?? kind) === kind ? kind : 'string');
      return { name, value: typeof value === 'object' ? JSON.stringify(value) : String(value), time: '1970-01-01T00:00:00Z' };
    });
  };
  const objects = entries(document['ocel:objects']).map(([id, one]) => ({ id, type: one['ocel:type'], attributes: attributes('object', one['ocel:type'], one['ocel:ovmap']) }));
  const events = entries(document['ocel:events']).map(([id, one]) => ({
    id, type: one['ocel:activity'], time: one['ocel:timestamp'], attributes: attributes('event', one['ocel:activity'], one['ocel:vmap']),
    relationships: (Array.isArray(one['ocel:omap']) ? one['ocel:omap'] : []).map((objectId: unknown) => ({ objectId, qualifier: '' })),
  }));
  const declared = (side: 'event' | 'object'): unknown => [...types[side]].map(([name, known]) => ({ name, attributes: [...known].map(([key, type]) => ({ name: key, type })) }));
  return { eventTypes: declared('event'), objectTypes: declared('object'), objects, events };
}
