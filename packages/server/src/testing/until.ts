/** Waits until something is so, looking again every few milliseconds. @throws Error naming what never came */
export async function until(holds: () => Promise<boolean> | boolean, what: string, milliseconds = 60_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!await holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
