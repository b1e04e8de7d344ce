import { csvText, standalone as standaloneCopy, type Cell } from '../../kit/files.ts';

export { saveAs } from '../../kit/files.ts';
export interface TableTwin { columns: string[]; rows: Cell[][] }

export const csv = ({ columns, rows }: TableTwin): string => csvText([columns, ...rows]);

/** The picture as a file that stands alone, looking as it does now. */
export function standalone(svg: SVGSVGElement): string {
  const { copy, ground } = standaloneCopy(svg);
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  return new XMLSerializer().serializeToString(copy);
}
