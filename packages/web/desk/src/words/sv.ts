/** Every slice's words, merged: `words/<slice>.sv.json`. */
const files = import.meta.glob<Record<string, string>>('./*.sv.json', { eager: true, import: 'default' });
export const words: Record<string, string> = Object.assign({}, ...Object.values(files));
