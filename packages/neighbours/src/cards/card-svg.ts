import { html } from '../shared/html.ts';
import type { Html } from '../shared/html.ts';
import type { CardOrder } from './orders.ts';

/** A card drawn in the proportions of ID-1 (85.6 x 54 mm, ISO/IEC 7810); plainly a specimen. */
export function drawCard({ data, cardNumber, state }: CardOrder): Html {
  const lines = data.nameLines.slice(0, 3);
  return html`<svg viewBox="0 0 428 270" role="img" aria-label="Card ${cardNumber ?? ''} of ${data.nameLines.join(' ')}" font-family="system-ui,sans-serif">
    <rect x="1" y="1" width="426" height="268" rx="16" fill="#e9f1f7" stroke="#1b4f72"/><rect x="1" y="1" width="426" height="46" rx="16" fill="#1b4f72"/>
    <text x="20" y="32" font-size="20" fill="#fff">CARD, SPECIMEN</text>
    <rect x="20" y="64" width="110" height="140" fill="#c7d5e0"/>
    ${data.photo ? html`<image x="20" y="64" width="110" height="140" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,${data.photo}"/>` : ''}
    <g font-size="17" fill="#14202b">${lines.map((name, i) => html`<text x="148" y="${82 + i * 24}" font-weight="600">${name}</text>`)}
    <text x="148" y="166">Born ${data.birthDate}</text><text x="148" y="190">Citizenship ${data.citizenship}</text><text x="148" y="214">Valid to ${data.validTo}</text>
    <text x="20" y="248" font-family="monospace" font-size="20">${cardNumber ?? '. . . . . . . . .'}</text></g>
    ${state === 'failed' ? html`<path d="M20 20L408 250M408 20L20 250" stroke="#b3261e" stroke-width="6"/>` : ''}</svg>`;
}
