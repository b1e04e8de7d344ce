import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { blankLocation } from './blank-location.ts';

const exif = { IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 20/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '18/1 3/1 30/1' } };

test('a photo keeps its bytes where they are and its camera, and loses the place', async () => {
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } }).jpeg().withExif(exif).toBuffer();
  const blank = blankLocation(photo);
  assert.equal(blank.length, photo.length);
  assert.notDeepEqual(blank, photo, 'there was something to blank');
  assert.ok(blank.includes('Phone'));
  const gps = async (bytes: Buffer): Promise<boolean> => {
    const block = (await sharp(bytes).metadata()).exif!;
    // degrees, minutes as rationals: 59/1 20/1, in either order of bytes
    return block.includes(Buffer.from('3b00000001000000140000000100', 'hex')) || block.includes(Buffer.from('0000003b0000000100000014', 'hex'));
  };
  assert.deepEqual([await gps(photo), await gps(blank)], [true, false]);
});

test('XMP’s words for the place are blanked too', () => {
  const xmp = Buffer.from('<rdf exif:GPSLatitude="59,20.0N" exif:Make="Phone"><exif:GPSLongitude>18,3.5E</exif:GPSLongitude></rdf>');
  assert.equal(blankLocation(xmp).toString(), '<rdf exif:GPSLatitude="        " exif:Make="Phone"><exif:GPSLongitude>       </exif:GPSLongitude></rdf>');
});

test('whatever the bytes, none is moved and nothing fails', () => {
  const tiff = fc.tuple(fc.constantFrom('49492a00', '4d4d002a'), fc.uint8Array({ maxLength: 200 })).map(([head, rest]) => Buffer.concat([Buffer.from(head, 'hex'), rest]));
  fc.assert(fc.property(tiff, (bytes) => { assert.equal(blankLocation(bytes).length, bytes.length); }), { numRuns: 500 });
});
