let show: (() => void) | undefined;
let wanted = false;

/** Opens the palette; where it is still on its way, as soon as it is here. */
export function openPalette(): void {
  if (show) show();
  else wanted = true;
}

/** The palette says that it is here, and how it is opened. Returns how it says that it is gone. */
export function paletteIsHere(open: () => void): () => void {
  show = open;
  if (wanted) open();
  wanted = false;
  return () => { show = undefined; };
}
