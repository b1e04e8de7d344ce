/**
 * Takes the place where a photo was made out of a copy of its bytes, in place and without moving any: for pictures that cannot be
 * made anew here. The GPS directory of each Exif block (TIFF 6.0; Exif 2.32, tag 0x8825) is emptied, and what XMP says of it is blanked.
 */
export function blankLocation(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (const [signature, little] of [[Buffer.from('49492a00', 'hex'), true], [Buffer.from('4d4d002a', 'hex'), false]] as const) {
    for (let at = copy.indexOf(signature); at >= 0; at = copy.indexOf(signature, at + 1)) blankGps(copy.subarray(at), little);
  }
  const text = copy.toString('latin1');
  for (const found of text.matchAll(/exif:GPS\w+(?:\s*=\s*"([^"]*)"|\s*>([^<]*)<)/g)) {
    const value = found[1] ?? found[2] ?? '';
    const start = found.index + found[0].lastIndexOf(value);
    copy.fill(' ', start, start + value.length);
  }
  return copy;
}

const gpsTag = 0x8825;
/** Bytes of one value of each TIFF type, from 1. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Empties the GPS directory of one TIFF block. What points beyond the block, or is no TIFF after all, is left. */
function blankGps(tiff: Buffer, little: boolean): void {
  const u16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const first = u32(4);
    for (let i = 0, n = u16(first); i < n && i < 200; i++) {
      const entry = first + 2 + i * 12;
      if (u16(entry) !== gpsTag) continue;
      const gps = u32(entry + 8);
      const count = u16(gps);
      if (count > 64) return;
      for (let j = 0; j < count; j++) {
        const field = gps + 2 + j * 12;
        const size = (typeBytes[u16(field + 2)] ?? 0) * u32(field + 4);
        if (size > 4 && size < 10_000) tiff.fill(0, u32(field + 8), u32(field + 8) + size);
      }
      tiff.fill(0, gps, gps + 2 + count * 12);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
