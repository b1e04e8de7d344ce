import { shippedPeople } from '@ankomst/neighbours';
import { loadDemo as load, openDeps, readConfig } from '@ankomst/server';
import { progress } from './progress.ts';

/** `ankomst load-demo [CASES]`: the named families, a year of invented newborn cases (default 2000), and work permits beside. Again it changes nothing. */
export async function loadDemo(argv: readonly string[]): Promise<number> {
  const cases = Number(argv[0] ?? 2000);
  if (!Number.isInteger(cases) || cases < 0) {
    console.error('Usage: ankomst load-demo [number of cases]');
    return 2;
  }
  const say = progress();
  say('Opening the database');
  const { deps, close } = await openDeps(readConfig());
  const began = Date.now();
  try {
    const { already, cases: loaded } = await load(deps, { people: shippedPeople(), cases, onProgress: (done, of) => say(`Loading the demonstration: ${done} of ${of} cases`) });
    say.done();
    console.log(already ? 'The demonstration was loaded before; nothing is changed.' : `Loaded ${loaded} cases in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
    return 0;
  } finally {
    say.done();
    await close();
  }
}
