import { say, spoken } from '../words/say.ts';

const locale = (): string => (spoken().language === 'sv' ? 'sv-SE' : 'en-GB');
/** "1 234" */
export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);
/** "37 %" of a share, 0 to 1; one decimal under ten per cent. */
export const percent = (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 }).format(share);
/** "7–29 days", "365 days and more". */
export const stepText = ({ from, to }: { from: number; to: number | null }): string => (to === null ? say('leading.step.over', { from }) : say('leading.step', { from, to }));
