import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { StoreError } from '../errors.ts';
import { imageSize } from './image-size.ts';
import { mediaTypes } from './document-store.ts';
import type { MediaType } from './document-store.ts';

/** Largest picture taken, in pixels: beyond it decoding could exhaust memory. */
export const maxPixels = 50_000_000;
/** Longest side taken: beyond a phone's widest panorama. */
export const maxSide = 20_000;

/** Bytes read from the start: holds the signature, and the size of a picture even after a large EXIF block. */
const headBytes = 512 * 1024;

/** The same thing under its other names. */
const synonyms: { [type: string]: MediaType } = { 'image/jpg': 'image/jpeg', 'image/pjpeg': 'image/jpeg', 'image/heif': 'image/heic', 'application/x-pdf': 'application/pdf' };

/**
 * What a file is by its content, compared with what it was said to be; the size of a picture
 * is read from its header, before anybody decodes it.
 */
export async function inspect(path: string, size: number, claimed?: string, accept: readonly MediaType[] = mediaTypes): Promise<{ mediaType: MediaType; width?: number; height?: number }> {
  if (size === 0) throw new StoreError('document-unreadable', { size });
  const head = await readHead(path, Math.min(size, headBytes));
  const found = await fileTypeFromBuffer(head);
  const mediaType = found === undefined ? undefined : (synonyms[found.mime] ?? found.mime);
  if (mediaType === undefined || !accept.includes(mediaType as MediaType)) {
    throw new StoreError('document-type-refused', { found: mediaType ?? null, accept: [...accept] });
  }
  const said = claimed?.split(';')[0]!.trim().toLowerCase();
  if (said && said !== 'application/octet-stream' && (synonyms[said] ?? said) !== mediaType) {
    throw new StoreError('document-type-differs', { claimed: said, found: mediaType });
  }
  if (!mediaType.startsWith('image/')) return { mediaType: mediaType as MediaType };
  const dimensions = imageSize(head, mediaType as MediaType);
  if (dimensions === null) throw new StoreError('document-unreadable', { found: mediaType });
  const { width, height } = dimensions;
  if (width * height > maxPixels || Math.max(width, height) > maxSide) throw new StoreError('image-too-large', { width, height, maxPixels, maxSide });
  return { mediaType: mediaType as MediaType, width, height };
}

async function readHead(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
