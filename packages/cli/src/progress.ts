/** Says what is going on once it takes longer than this. */
const patience = 2_000;

export interface Progress {
  (what: string): void;
  /** Clears the line. */
  done(): void;
}

/** One line on the terminal that tells what is being done, shown only if it lasts; in a log, a line for each step that lasts. */
export function progress(out: NodeJS.WriteStream = process.stdout): Progress {
  let what = '';
  let shown = '';
  const show = (): void => {
    if (what === shown) return;
    shown = what;
    if (out.isTTY) out.write(`\r\u001b[K${what} …`);
    else out.write(`${what} …\n`);
  };
  let timer: NodeJS.Timeout | undefined = setTimeout(tick, patience);
  function tick(): void {
    show();
    timer = setTimeout(tick, out.isTTY ? 200 : patience);
  }
  const say = (step: string): void => { what = step; };
  return Object.assign(say, {
    done() {
      clearTimeout(timer);
      if (shown && out.isTTY) out.write('\r\u001b[K');
    },
  });
}
