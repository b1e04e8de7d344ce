import type { MediaType } from './document-store.ts';

export interface ImageSize { width: number; height: number }

/**
 * Width and height as a picture's header states them, without decoding a pixel; null where the header
 * is damaged. PNG (W3C), JPEG (ITU-T T.81 B.2), WebP (RFC 9649), HEIC (ISO/IEC 23008-12: `ispe` boxes).
 */
export function imageSize(head: Uint8Array, mediaType: MediaType): ImageSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = reader[mediaType]?.(view) ?? null;
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // Reading beyond the end: the header is cut off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const reader: Partial<Record<MediaType, (view: DataView) => ImageSize | null>> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),

  'image/jpeg': (view) => {
    for (let at = 2; ;) {
      if (view.getUint8(at) !== 0xff) return null;
      const marker = view.getUint8(at + 1);
      if (marker === 0xff) { at += 1; continue; }
      if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { at += 2; continue; }
      // Start of frame: C0-CF but for DHT (C4), JPG (C8) and DAC (CC).
      if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
        return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      }
      at += 2 + view.getUint16(at + 2);
    }
  },

  'image/webp': (view) => {
    const chunk = String.fromCharCode(view.getUint8(12), view.getUint8(13), view.getUint8(14), view.getUint8(15));
    const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    switch (chunk) {
      case 'VP8 ': return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
      case 'VP8L': {
        const bits = view.getUint32(21, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
      case 'VP8X': return { width: uint24(24) + 1, height: uint24(27) + 1 };
      default: return null;
    }
  },

  // The file may hold tiles and thumbnails besides the picture: the largest is what would be decoded.
  'image/heic': (view) => {
    let largest: ImageSize | null = null;
    const ispe = 0x69737065;
    for (let at = 4; at + 16 <= view.byteLength; at++) {
      if (view.getUint32(at) !== ispe) continue;
      const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
      if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
    }
    return largest;
  },
};
