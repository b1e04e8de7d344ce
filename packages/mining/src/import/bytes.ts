import { LogError } from './log-error.ts';

/** Bytes as they may come: a web stream, a node stream, chunks, a file or all at once. */
export type ByteSource = Uint8Array | string | Blob | AsyncIterable<Uint8Array> | Iterable<Uint8Array> | ReadableStream<Uint8Array>;

/** More than this (8 GiB) is not taken from one source: a small gzip can hold any amount. */
const mostBytes = 2 ** 33;

/** The chunks of a source, unzipped where it begins like gzip, in UTF-8 (or another code that has ASCII at its bottom). */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  const chunks = iterate(source);
  let head: Uint8Array = new Uint8Array(0);
  for (;;) {
    const next = await chunks.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : join(head, next.value);
    if (head.length >= 3) break;
  }
  let total = 0;
  const checked = async function* (from: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of from) {
      if ((total += chunk.length) > mostBytes) throw new LogError(1, 'more than 8 GiB; split the log into parts');
      yield chunk;
    }
  };
  const whole = async function* (): AsyncGenerator<Uint8Array> { yield head; yield* chunks; };
  if (head[0] === 0x1f && head[1] === 0x8b) yield* inUtf8(checked(gunzip(whole())));
  else yield* inUtf8(checked(whole()));
}

/** All bytes of a source in one piece. */
export async function allBytes(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(source)) { parts.push(chunk.slice()); length += chunk.length; }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

async function* iterate(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string') yield new TextEncoder().encode(source);
  else if (source instanceof Uint8Array) yield source;
  else if (source instanceof Blob) yield* iterate(source.stream());
  else if (source instanceof ReadableStream && !(Symbol.asyncIterator in source)) {
    // browsers whose streams cannot be iterated
    const reader = (source as ReadableStream<Uint8Array>).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } else yield* source;
}

async function* gunzip(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const zipped = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
  });
  try {
    yield* iterate(zipped.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    throw new LogError(1, `the gzip is broken or ends too early (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Takes a byte order mark away, and UTF-16 over to UTF-8. */
async function* inUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let first = true;
  const encoder = new TextEncoder();
  for await (let chunk of chunks) {
    if (first && chunk.length > 0) {
      first = false;
      if (chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder('utf-16le');
      else if (chunk[0] === 0xfe && chunk[1] === 0xff) decoder = new TextDecoder('utf-16be');
      else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
    }
    yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
