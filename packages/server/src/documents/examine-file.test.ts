import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { MediaType } from '@ankomst/store';
import { examineFile, FileRefused } from './examine-file.ts';

let folder: string;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'ankomst-examine-')); });
after(() => rm(folder, { recursive: true, force: true }));

async function examined(bytes: Buffer, type: MediaType = 'application/pdf'): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return examineFile(path, type).then(() => 'taken', (error: unknown) => {
    assert.ok(error instanceof FileRefused, String(error));
    return error.reason;
  });
}
const pdf = (...objects: (string | Buffer)[]): Buffer => Buffer.concat([
  Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'), ...objects.map((body, i) => Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body as string, 'latin1'), Buffer.from('\nendobj\n')])), Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n'),
]);
const stream = (dictionary: string, data: Buffer): Buffer => Buffer.concat([Buffer.from(`<<${dictionary}/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')]);
const catalog = '<</Type/Catalog/Pages 2 0 R>>';

test('an ordinary PDF is taken: text, pictures, links, packed objects', async () => {
  assert.equal(await examined(pdf(catalog, '<</Type/Pages/Kids[]/Count 0>>')), 'taken');
  const photo = await sharp({ create: { width: 900, height: 900, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 }, background: '#000' } }).jpeg({ quality: 95 }).toBuffer();
  assert.equal(await examined(pdf(catalog, stream('/Type/XObject/Filter/DCTDecode', photo), stream('/Filter/FlateDecode', deflateSync(Buffer.from('BT (Hej /JavaScripts) Tj ET'))), '<</S/URI/URI(https://example.com)>>')), 'taken');
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', deflateSync(Buffer.from('9 0 <</Type/Page>>'))), stream('/Type/XRef/Filter/FlateDecode/DecodeParms<</Predictor 12>>', deflateSync(Buffer.alloc(300))))), 'taken');
});

test('a PDF with a script, however it is written, is refused', async () => {
  for (const object of [
    '<</S/JavaScript/JS(app.alert(1))>>', '<</S /J#61vaScript /JS (x)>>', '<</S/#4A#61#76#61#53#63#72#69#70#74>>', '<</S/Launch/F(cmd.exe)>>', '<</S/Rendition/JS(x)>>', '<</Type/Catalog/AcroForm<</XFA[]>>>>', '<</S/SubmitForm>>', '<</Subtype/RichMedia>>',
  ]) assert.equal(await examined(pdf(catalog, object)), 'script', object);
  const hidden = deflateSync(Buffer.from('9 0 <</S/JavaScript/JS(app.alert(1))>>'));
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', hidden))), 'script');
  // Its dictionary padded, commented and cut by words that mean nothing.
  assert.equal(await examined(pdf(catalog, Buffer.concat([Buffer.from(`<</Type/ObjStm/X(1 0 obj endobj)/Filter/FlateDecode${' '.repeat(9000)}>>%c\nstream\r\n`), hidden, Buffer.from('\nendstream')]))), 'script');
  // A false stream round the real objects hides nothing.
  assert.equal(await examined(pdf(catalog, stream('', Buffer.from('\n5 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n')))), 'script');
});

test('a locked PDF, one that carries files, and object streams that cannot be looked into', async () => {
  assert.equal(await examined(Buffer.concat([pdf(catalog), Buffer.from('trailer<</Encrypt 9 0 R>>')])), 'locked');
  assert.equal(await examined(pdf(catalog, '<</Names<</EmbeddedFiles 4 0 R>>>>')), 'embedded');
  assert.equal(await examined(pdf(catalog, stream('/Type/EmbeddedFile', Buffer.from('x')))), 'embedded');
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/Filter/LZWDecode', Buffer.from('xyz')))), 'kind');
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>', deflateSync(Buffer.from('1 0 <<>>'))))), 'kind');
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/Filter/FlateDecode', Buffer.from('no deflate')))), 'kind');
});

test('bombs are refused while memory stays as it is', async () => {
  const zeros = deflateSync(Buffer.alloc(300_000_000), { level: 9 });
  const before = process.memoryUsage().rss;
  assert.equal(await examined(pdf(catalog, stream('/Filter/FlateDecode', zeros))), 'bomb');
  assert.equal(await examined(pdf(catalog, stream('/Type/ObjStm/Filter/FlateDecode', zeros))), 'bomb');
  assert.equal(await examined(pdf(catalog, ...Array.from({ length: 40 }, () => stream('/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(1_000_000, 32)))))), 'bomb');
  assert.equal(await examined(pdf(catalog, stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(Buffer.alloc(1000)))))), 'bomb');
  assert.equal(await examined(Buffer.from(`%PDF-1.7\n${'1 0 obj<<>>endobj\n'.repeat(200_001)}`)), 'bomb');
  assert.ok(process.memoryUsage().rss - before < 300_000_000, `${process.memoryUsage().rss - before} bytes more`);
});

test('a picture or PDF with an archive behind it is an archive too', async () => {
  const zip = Buffer.from('504b0506' + '00'.repeat(18), 'hex');
  assert.equal(await examined(Buffer.concat([pdf(catalog), zip])), 'archive');
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } }).jpeg().toBuffer();
  assert.equal(await examined(picture, 'image/jpeg'), 'taken');
  assert.equal(await examined(Buffer.concat([picture, zip]), 'image/jpeg'), 'archive');
  const commented = Buffer.concat([zip.subarray(0, 20), Buffer.from([3, 0]), Buffer.from('abc')]);
  assert.equal(await examined(Buffer.concat([picture, commented]), 'image/jpeg'), 'archive');
});
