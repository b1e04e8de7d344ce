import { saveAs, standalone, type Cell } from '../kit/files.ts';
import { csvOf } from './csv.ts';

/** Saves a picture as it looks now, as an SVG file that stands alone, with its sentence as its description. */
export function saveSvg(svg: SVGSVGElement, name: string, description: string): void {
  const { copy, ground } = standalone(svg);
  const { x, y, width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  for (const [key, value] of Object.entries({ x, y, width, height })) ground.setAttribute(key, String(value));
  const told = document.createElementNS('http://www.w3.org/2000/svg', 'desc');
  told.textContent = description;
  copy.prepend(told);
  saveAs(`${name}.svg`, 'image/svg+xml', `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`);
}

export function saveCsv(rows: readonly (readonly Cell[])[], name: string): void {
  saveAs(`${name}.csv`, 'text/csv', csvOf(rows));
}
