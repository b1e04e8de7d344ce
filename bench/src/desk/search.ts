// Search over everybody: does whoever is meant come, and come first, however their name is written; and how long it takes.
import type { World } from '@ankomst/server/testing';
import { searchAll } from '../../../packages/server/src/search/search-all.ts';
import { personalNumber } from './fill.ts';
import { figure, median, p95 } from './figures.ts';
import { earlierNameOf, inCyrillic, misspelt, nameOf, ownAlphabet, seeded } from './people.ts';
import type { Name } from './people.ts';

type Write = (name: Name, luck: () => number, i: number) => string | undefined;

/** How it is written: a given and a family name, as people do. Undefined where it cannot be written so. */
const ways: [string, Write][] = [
  ['as written', (name) => `${name.given} ${name.family}`],
  ['names swapped', (name) => `${name.family} ${name.given}`],
  ['one name misspelt', (name, luck) => (luck() < 0.5 ? `${misspelt(name.given, luck)} ${name.family}` : `${name.given} ${misspelt(name.family, luck)}`)],
  ['swapped and misspelt', (name, luck) => `${misspelt(name.family, luck)} ${name.given}`],
  ['in another alphabet', (name) => { const own = ownAlphabet.get(name.given); return own && `${own} ${/^[\u0400-\u04ff]/.test(own) ? inCyrillic(name.family) : name.family}`; }],
  ['an earlier name', (_, __, i) => { const name = earlierNameOf(i); return name && `${name.given} ${name.family}`; }],
  ['the family name alone, begun', (name) => name.family.slice(0, -1)],
  ['a personal number', (_, __, i) => personalNumber(i)],
];

export async function measureSearch(world: World, size: number, quick: boolean): Promise<void> {
  const { deps } = world.server;
  const searchers: ['all' | 'a unit', Parameters<typeof searchAll>[1]][] = [
    ['all', { kind: 'staff', staffId: 'BENCHA', unit: 'audit', roles: ['auditor'] }],
    ['a unit', { kind: 'staff', staffId: 'BL0', unit: 'labour', roles: ['officer'] }],
  ];
  for (const [what, write] of ways) {
    for (const [scope, staff] of searchers) {
      const luck = seeded(42);
      const taken: number[] = [];
      let first = 0, found = 0;
      while (taken.length < (quick ? 30 : 150)) {
        const i = Math.floor(luck() * size);
        const name = nameOf(i);
        const text = write(name, luck, i);
        if (!text || (scope === 'a unit' && i % 3 === 0)) continue;
        const begin = performance.now();
        const { persons } = await searchAll(deps, staff, text);
        taken.push(performance.now() - begin);
        // of many of the same name any is right
        const right = persons.findIndex((one) => one.id === `bp-${i}` || one.name === `${name.given} ${name.family}`);
        if (right >= 0) found += 1;
        if (right === 0) first += 1;
      }
      const share = (n: number): string => `${Math.round((100 * n) / taken.length)} %`;
      figure(`search ${what}, ${scope}, p95`, p95(taken), 'ms', { limit: 100, note: `first ${share(first)}, among twelve ${share(found)}, ${median(taken)}` });
    }
  }
}
