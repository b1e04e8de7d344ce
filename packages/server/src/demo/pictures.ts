import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { DocumentStore } from '@ankomst/store';
import type { Picture } from './generate.ts';

/** Drawings that stand for the pictures people would send: nobody's passport, nobody's face. */
const passport = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="630"><rect width="900" height="630" fill="#e9e4d8"/><rect x="40" y="60" width="230" height="300" fill="#c3c9cf"/>
<circle cx="155" cy="180" r="62" fill="#8d959d"/><path d="M60 360a95 95 0 0 1 190 0z" fill="#8d959d"/><g fill="#5b5f63" font-family="Noto Sans, sans-serif" font-size="30"><text x="310" y="110">PASSPORT · SPECIMEN</text>
<text x="310" y="180">DEMONSTRATION ONLY</text></g><g fill="#9a9a94"><rect x="310" y="220" width="420" height="18"/><rect x="310" y="270" width="360" height="18"/><rect x="310" y="320" width="390" height="18"/></g>
<g fill="#5b5f63" font-family="monospace" font-size="34"><text x="40" y="500">P&lt;UTOSPECIMEN&lt;&lt;DEMO&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;</text></g></svg>`;
const photo = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900"><rect width="700" height="900" fill="#eef1f3"/><circle cx="350" cy="400" r="190" fill="#b9a48f"/>
<path d="M90 900a260 240 0 0 1 520 0z" fill="#7f97a8"/><circle cx="280" cy="390" r="16" fill="#3a3f44"/><circle cx="420" cy="390" r="16" fill="#3a3f44"/><path d="M290 490q60 46 120 0" stroke="#3a3f44" stroke-width="10" fill="none"/></svg>`;

/** Puts the two drawings into the document store; the invented cases point to them. */
export async function keepPictures(documents: DocumentStore): Promise<{ passport: Picture; photo: Picture }> {
  const keep = async (svg: string): Promise<Picture> => {
    const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
    const { sha256, size, mediaType } = await documents.put(Readable.from([bytes]), { maxBytes: 1_000_000, claimed: 'image/jpeg' });
    return { sha256, size, mediaType };
  };
  return { passport: await keep(passport), photo: await keep(photo) };
}
