/** Every slice's words, merged: `words/<slice>.en.json`. */
const files = import.meta.glob<Record<string, string>>('./*.en.json', { eager: true, import: 'default' });
export const words: Record<string, string> = Object.assign({}, ...Object.values(files));
