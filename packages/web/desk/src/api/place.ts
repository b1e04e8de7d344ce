const name = 'desk-place';

interface Place { path: string; field: string; scroll: number }

/** Remembers where one is, for this tab: the address, the field with the cursor (by its id) and how far one had scrolled. */
export function keepPlace(): void {
  const place: Place = { path: location.pathname + location.search, field: document.activeElement?.id ?? '', scroll: scrollY };
  sessionStorage.setItem(name, JSON.stringify(place));
}

/** Takes one back there, once the view has been drawn; tries for some seconds, as views fetch what they show. */
export function returnToPlace(): void {
  const kept = sessionStorage.getItem(name);
  if (!kept) return;
  const place = JSON.parse(kept) as Place;
  sessionStorage.removeItem(name);
  if (place.path !== location.pathname + location.search) return;
  const until = Date.now() + 5_000;
  const look = (): void => {
    const field = place.field ? document.getElementById(place.field) : null;
    if (!field && Date.now() < until) return void setTimeout(look, 100);
    field?.focus();
    scrollTo(0, place.scroll);
  };
  look();
}
