import { randomUUID } from 'node:crypto';
import { ServiceError } from '../shared/errors.ts';
import type { Collection } from '../shared/store.ts';
import { newPushKeys } from './push-crypto.ts';
import type { PushKeys } from './push-crypto.ts';

export type Device = { id: string; label: string; keys: PushKeys; applicationServerKey?: string; createdAt: string; removed?: boolean };

/** As `PushSubscription.toJSON()` of a browser (W3C Push API). */
export type PushSubscriptionJson = { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } };

export type Devices = {
  create(label: string | undefined, applicationServerKey: string | undefined): Device;
  /** @throws ServiceError 404 never known, 410 removed (RFC 8030, 7.3) */
  find(id: string): Device;
  remove(id: string): void;
  list(): Device[];
  subscription(device: Device): PushSubscriptionJson;
};

/** Simulated phones, each with a real push subscription. */
export function createDevices(kept: Collection<Device>, serviceUrl: string, clock: () => Date): Devices {
  const find = (id: string): Device => {
    const device = kept.get(id);
    if (!device) throw new ServiceError(404, 'no-such-device', 'There is no such phone.', 'Create one at /devices.');
    if (device.removed) throw new ServiceError(410, 'device-removed', 'This phone is gone.', 'Delete the subscription.');
    return device;
  };
  return {
    create(label, applicationServerKey) {
      const id = randomUUID();
      const device: Device = {
        id, label: label?.trim() || `Phone ${kept.size() + 1}`, keys: newPushKeys(), createdAt: clock().toISOString(),
        ...(applicationServerKey && { applicationServerKey }),
      };
      kept.put(id, device);
      return device;
    },
    find,
    remove: (id) => kept.put(id, { ...find(id), removed: true }),
    list: () => kept.all().filter((device) => !device.removed),
    subscription: ({ id, keys }) => ({ endpoint: `${serviceUrl}/push/${id}`, expirationTime: null, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
  };
}
