import { csvOf } from './csv.ts';

/** What of the page's look a picture has to take along: no style sheet goes with the file. */
const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-opacity', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order'];

/** Saves a picture as it looks now, as an SVG file that stands alone, with its sentence as its description. */
export function saveSvg(svg: SVGSVGElement, name: string, description: string): void {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const look of looks) {
      const value = style.getPropertyValue(look);
      if (value) to[i]!.setAttribute(look, value);
    }
    for (const attribute of ['class', 'style', 'tabindex', 'role']) to[i]!.removeAttribute(attribute);
  });
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x: svg.viewBox.baseVal.x, y: svg.viewBox.baseVal.y, width, height, fill: getComputedStyle(document.body).backgroundColor })) ground.setAttribute(key, String(value));
  const told = document.createElementNS('http://www.w3.org/2000/svg', 'desc');
  told.textContent = description;
  copy.prepend(told, ground);
  save(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`], { type: 'image/svg+xml' }), `${name}.svg`);
}

export function saveCsv(rows: readonly (readonly (string | number | null)[])[], name: string): void {
  save(new Blob([csvOf(rows)], { type: 'text/csv' }), `${name}.csv`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
