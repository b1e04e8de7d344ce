/** Says something to those who listen instead of look. The same words twice are said twice. */
export function announce(text: string, how: 'polite' | 'assertive' = 'polite'): void {
  const region = document.getElementById(`announce-${how}`);
  if (!region) return;
  region.textContent = '';
  // a region changed in the same breath is not read by every screen reader
  setTimeout(() => { region.textContent = text; }, 60);
}
