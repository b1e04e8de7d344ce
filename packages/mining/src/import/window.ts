/**
 * Bytes of a stream that are not used yet, in one place: what comes is added at the end, what is
 * used is dropped at the beginning. Nothing is allocated a chunk; `view` reads four bytes at once,
 * also just beyond the end.
 */
export class ByteWindow {
  bytes = new Uint8Array(1 << 19);
  view = new DataView(this.bytes.buffer);
  length = 0;

  add(chunk: Uint8Array): void {
    if (this.length + chunk.length + 8 > this.bytes.length) {
      const wider = new Uint8Array((this.length + chunk.length + 8) * 2);
      wider.set(this.bytes.subarray(0, this.length));
      this.bytes = wider;
      this.view = new DataView(wider.buffer);
    }
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
  }

  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }
}

/** The parts of a chunk, small enough that the window over them stays in the processor's cache. */
export function* parts(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += 1 << 18) yield chunk.subarray(at, at + (1 << 18));
}
