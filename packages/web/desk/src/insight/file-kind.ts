/** What a file is, by how it begins: names lie. `table` is what is neither XML, JSON nor a database. */
export type FileKind = 'xes' | 'ocel-json' | 'ocel-xml' | 'ocel-sqlite' | 'table';

/** The beginning of a file as text, unzipped where it is gzip. A gzip that is broken from the start gives what there is. */
export async function headOf(file: Blob, most = 65_536): Promise<string> {
  const first = file.slice(0, most);
  const [one, two] = new Uint8Array(await first.slice(0, 2).arrayBuffer());
  if (one !== 0x1f || two !== 0x8b) return first.text();
  const reader = first.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done && text.length < most; part = await reader.read()) text += decoder.decode(part.value, { stream: true });
  } catch {
    // only the beginning was given: it ends in the middle
  }
  await reader.cancel().catch(() => {});
  return text;
}

export function kindOf(head: string): FileKind {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('SQLite format 3')) return 'ocel-sqlite';
  if (text.startsWith('{')) return 'ocel-json';
  // both have a root called log; what stands in it tells them apart
  if (text.startsWith('<')) return /<(object-types|event-types|objects|events)\b/.test(text) ? 'ocel-xml' : 'xes';
  return 'table';
}
