import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase } from '@ankomst/store';
import { startWorld, type World } from '../testing/world.ts';
import { sweepDeadlines } from './sweep-deadlines.ts';

describe('the clocks of the law', () => {
  let world: World, id: string;
  before(async () => {
    world = await startWorld();
    await world.birth('mona');
    [{ id }] = await world.server.deps.store.query<{ id: string }>('select id from case_file') as [{ id: string }];
  });
  after(() => world.close());
  const passed = async (): Promise<string[]> => (await loadCase(world.server.deps.store, id))!.events.filter((event) => event.type === 'DeadlinePassed').map((event) => String(event.data['due']));

  test('nothing is written while there is time', async () => {
    assert.equal(await sweepDeadlines(world.server.deps), 0);
    assert.deepEqual(await passed(), []);
  });

  test('a day that has passed is written down once, however often one looks, and decides nothing', async () => {
    const due = (await loadCase(world.server.deps.store, id))!.file.waiting!.nextLegalDate!.on;
    world.clock.advance(Date.parse(due) - Date.parse(world.clock.now()) + 36 * 3_600_000);
    await Promise.all([sweepDeadlines(world.server.deps), sweepDeadlines(world.server.deps)]);
    assert.equal(await sweepDeadlines(world.server.deps), 0);
    assert.deepEqual(await passed(), [due]);
    const { file, decisions } = (await loadCase(world.server.deps.store, id))!;
    assert.deepEqual([file.phase, decisions.length, file.waiting?.reason], ['offered', 0, 'confirm-and-apply']);
  });
});
