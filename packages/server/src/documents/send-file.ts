import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { FastifyReply } from 'fastify';
import type { DocumentRecord } from '@ankomst/core';
import { maxPixels } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { blankLocation } from './blank-location.ts';
import { filePolicy, letterPolicy } from '../http/headers.ts';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp']);

/**
 * Sends a document to somebody who may see it (decided before). The original stays as it was received;
 * a picture is shown as a new one made from it: upright, of a size for a screen, without the place and
 * the device that cameras write into photos, and without whatever else may hide in the file. A PDF or HEIC that
 * somebody sent in is saved, not shown; our own letters (no `uploadedBy`) open in the browser.
 */
export async function sendFile(deps: Deps, reply: FastifyReply, document: Pick<DocumentRecord, 'sha256' | 'mediaType' | 'name'> & { uploadedBy?: string }): Promise<FastifyReply> {
  const bytes = await deps.documents.get(document.sha256);
  const picture = pictures.has(document.mediaType);
  const letter = document.uploadedBy === undefined;
  const name = picture ? document.name.replace(/\.\w+$/, '.jpg') : document.name;
  reply.headers({
    'content-type': picture ? 'image/jpeg' : document.mediaType,
    'content-disposition': `${picture || letter ? 'inline' : 'attachment'}; ${fileNames(name)}`,
    'content-security-policy': letter ? letterPolicy : filePolicy,
  });
  // No free decoder of HEIC is at hand: the file is saved as it came, without the place it was made.
  if (document.mediaType === 'image/heic') return reply.send(blankLocation(await buffer(bytes)));
  if (!picture) return reply.send(bytes);
  const shrunk = sharp({ limitInputPixels: maxPixels, failOn: 'none' }).rotate()
    .resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 85 });
  bytes.on('error', (error) => shrunk.destroy(error));
  return reply.send(bytes.pipe(shrunk));
}

/** The name twice: plain for old browsers, and in full (RFC 6266, RFC 8187). */
function fileNames(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `filename="${plain}"; filename*=UTF-8''${full}`;
}
