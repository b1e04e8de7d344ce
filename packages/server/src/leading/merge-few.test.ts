import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fewest, mergeFew, type ServiceWork } from './merge-few.ts';

const service = fc.record({
  name: fc.string({ minLength: 1, maxLength: 8 }), staff: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 }),
  came: fc.nat(500), robot: fc.nat(500), officers: fc.nat(500), left: fc.nat(50),
}).map((one): ServiceWork => ({ ...one, officers: one.staff.length === 0 ? 0 : one.officers }));

test('no figure of officers’ work rests on fewer than five of them, and nothing else is lost', () => {
  fc.assert(fc.property(fc.array(service, { maxLength: 6 }), (services) => {
    const { services: shown } = mergeFew(services, 'sv');
    for (const what of ['came', 'robot', 'left'] as const) {
      assert.equal(shown.reduce((sum, one) => sum + one[what], 0), services.reduce((sum, one) => sum + one[what], 0));
    }
    const alone = services.filter(({ staff }) => staff.length > 0 && staff.length < fewest);
    const everybody = new Set(services.flatMap(({ staff }) => staff)).size;
    if (everybody > 0 && everybody < fewest) assert.ok(shown.every((one) => one.officers === null || one.officers === 0));
    // each service with few people is in the last row, with others or without its figure
    const last = shown.at(-1);
    if (alone.length > 0) assert.ok(last!.officers === null || new Set(services.filter((one) => last!.name.includes(one.name)).flatMap(({ staff }) => staff)).size >= fewest);
  }));
});

test('with people enough each service stands by itself', () => {
  const staff = ['a', 'b', 'c', 'd', 'e'];
  const { services } = mergeFew([{ name: 'x', staff, came: 3, robot: 1, officers: 2, left: 0 }, { name: 'y', staff, came: 9, robot: 1, officers: 7, left: 1 }], 'en');
  assert.deepEqual(services.map((one) => [one.name, one.officers]), [['y', 7], ['x', 2]]);
});
