let underWay = 0;

/** Fetches a piece of the app that is no view. Where it cannot be had the caller says so and the page stays as it is: only for a view is it loaded anew (main.tsx). */
export async function fetchPiece<T>(fetch: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await fetch();
  } finally {
    underWay -= 1;
  }
}

/** Is what could not be fetched such a piece? Asked, not left to which listener of a window hears first: browsers differ in that. */
export const isPiece = (): boolean => underWay > 0;
