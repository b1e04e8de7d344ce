import type { Readable } from 'node:stream';

/** Kinds of file the authority takes. What a file is, its content says. */
export const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'] as const;
export type MediaType = (typeof mediaTypes)[number];

export interface PutOptions {
  maxBytes: number;
  /** The type the sender claims, if any: compared with the content. */
  claimed?: string;
  /** Default: all of mediaTypes. */
  accept?: readonly MediaType[];
  /** A look inside, before the file is kept: what it throws is thrown on, and nothing is kept. */
  examine?(path: string, mediaType: MediaType): Promise<void>;
}
export interface StoredBytes { sha256: string; size: number; mediaType: MediaType; width?: number; height?: number }

/** Where the bytes of documents lie, each under the SHA-256 of its content. Disk now; an object store can follow. */
export interface DocumentStore {
  /**
   * Streams bytes in. The same content twice is stored once.
   * @throws StoreError document-too-large, document-type-refused, document-type-differs, image-too-large, document-unreadable;
   *   then nothing is kept
   */
  put(bytes: AsyncIterable<Uint8Array> | Readable, options: PutOptions): Promise<StoredBytes>;
  /** @throws StoreError document-missing */
  get(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Takes bytes away that nothing names any more; none there is as well. */
  remove(sha256: string): Promise<void>;
}
