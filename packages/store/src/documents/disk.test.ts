import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { StoreError } from '../errors.ts';
import { sha256 } from '@ankomst/core';
import { diskDocuments, sweepIncoming } from './disk.ts';
import type { DocumentStore, PutOptions } from './document-store.ts';
import { imageSize } from './image-size.ts';

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#336699' } });
const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

/** A PNG that says it is as large as given, and is a few hundred bytes. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', size), chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND', Buffer.alloc(0))]);
}

describe('documents on disk', () => {
  let directory: string;
  let documents: DocumentStore;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ankomst-documents-'));
    documents = diskDocuments(directory);
  });
  after(() => rm(directory, { recursive: true, force: true }));

  const put = (bytes: Buffer, options: Partial<PutOptions> = {}) => documents.put(Readable.from([bytes]), { maxBytes: 10_000_000, ...options });
  const files = async (): Promise<string[]> => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  const refused = async (bytes: Buffer, code: string, options: Partial<PutOptions> = {}): Promise<void> => {
    const before = await files();
    await assert.rejects(put(bytes, options), (error: unknown) => error instanceof StoreError && error.code === code && error.recover.length > 0);
    assert.deepEqual(await files(), before, 'nothing is kept of what was refused');
  };

  test('bytes come back as they went in, under their hash, once', async () => {
    const jpeg = await picture(640, 480).jpeg().toBuffer();
    const stored = await put(jpeg, { claimed: 'image/jpeg' });
    assert.deepEqual(stored, { sha256: sha256(jpeg), size: jpeg.length, mediaType: 'image/jpeg', width: 640, height: 480 });
    assert.deepEqual(await put(jpeg), stored);
    assert.deepEqual(await files(), [stored.sha256]);
    assert.equal(await documents.has(stored.sha256), true);
    assert.deepEqual(await buffer(await documents.get(stored.sha256)), jpeg);
  });

  test('what a file is, its content says; PDF and every kind of picture', async () => {
    assert.equal((await put(pdf, { claimed: 'application/pdf' })).mediaType, 'application/pdf');
    assert.deepEqual(await put(await picture(31, 17).webp().toBuffer()).then(({ mediaType, width, height }) => [mediaType, width, height]), ['image/webp', 31, 17]);
    assert.deepEqual(await put(await picture(31, 17).webp({ lossless: true }).toBuffer()).then(({ width, height }) => [width, height]), [31, 17]);
    assert.deepEqual(await put(await sharp({ create: { width: 31, height: 17, channels: 4, background: '#33669980' } }).webp().toBuffer()).then(({ width, height }) => [width, height]), [31, 17]);
    assert.deepEqual(await put(await picture(9, 8).png().toBuffer(), { claimed: 'application/octet-stream' }).then(({ mediaType, width, height }) => [mediaType, width, height]), ['image/png', 9, 8]);
    // A photo as phones make them: a large EXIF block before the picture's size.
    const photo = await picture(50, 40).withExif({ IFD0: { ImageDescription: 'x'.repeat(60_000) } }).jpeg({ progressive: true }).toBuffer();
    assert.deepEqual(await put(photo).then(({ width, height }) => [width, height]), [50, 40]);
  });

  test('the largest picture in a HEIC file counts', () => {
    const ispe = (width: number, height: number): Buffer => {
      const box = Buffer.alloc(20);
      box.writeUInt32BE(20, 0);
      box.write('ispe', 4);
      box.writeUInt32BE(width, 12);
      box.writeUInt32BE(height, 16);
      return box;
    };
    const head = Buffer.concat([Buffer.from('0000001c66747970686569630000000068656963', 'hex'), ispe(160, 120), ispe(4032, 3024), ispe(512, 512)]);
    assert.deepEqual(imageSize(head, 'image/heic'), { width: 4032, height: 3024 });
  });

  test('too large a file is refused while it streams, not after', async () => {
    let sent = 0;
    const endless = Readable.from((function* () {
      for (;;) {
        sent += 65_536;
        yield Buffer.alloc(65_536, 0xff);
      }
    })());
    await assert.rejects(documents.put(endless, { maxBytes: 1_000_000 }), (error: unknown) => error instanceof StoreError && error.code === 'document-too-large');
    assert.ok(sent < 2_000_000, `${sent} bytes were taken`);
    assert.ok(!(await files()).some((name) => name.includes('-')), 'nothing left aside');
  });

  test('a picture of 30,000 pixels, a side too long, and a cut header are refused before decoding', async () => {
    await refused(pngHeader(30_000, 30_000), 'image-too-large');
    await refused(pngHeader(30_000, 1), 'image-too-large');
    await refused(pngHeader(0, 10), 'document-unreadable');
    const jpeg = await picture(640, 480).jpeg().toBuffer();
    await refused(jpeg.subarray(0, 30), 'document-unreadable');
  });

  test('a file that is not what it says, or of no accepted kind, is refused', async () => {
    await refused(pdf, 'document-type-differs', { claimed: 'image/jpeg' });
    await refused(Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'), 'document-type-refused', { claimed: 'image/jpeg' });
    await refused(Buffer.from('<html><script>alert(1)</script>'), 'document-type-refused');
    await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'document-type-refused', { claimed: 'image/svg+xml' });
    await refused(pdf, 'document-type-refused', { accept: ['image/jpeg'] });
    await refused(Buffer.alloc(0), 'document-unreadable');
  });

  test('what cut-off uploads left is cleared away, what is under way is not', async () => {
    await writeFile(join(directory, 'incoming', 'cut-off'), 'x');
    const now = Date.now();
    await sweepIncoming(directory, new Date(now + 3_500_000).toISOString());
    assert.ok((await files()).includes('cut-off'));
    await sweepIncoming(directory, new Date(now + 3_700_000).toISOString());
    assert.ok(!(await files()).includes('cut-off'));
    await sweepIncoming(join(directory, 'none'), new Date(now).toISOString());
  });

  test('an address that is none reaches no file', async () => {
    for (const address of ['../../etc/passwd', '', 'A'.repeat(64), 'f'.repeat(64)]) {
      await assert.rejects(documents.get(address), (error: unknown) => error instanceof StoreError && error.code === 'document-missing');
    }
  });
});
