import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Store } from '../shared/store.ts';

type Kept = { payload: AdapterPayload; expiresAt: number | null };

/** Keeps the provider's codes, tokens and interactions in our store, so that a login begun before a restart can be finished. */
export function createAdapterFactory(store: Store): (model: string) => Adapter {
  return (model) => {
    const kept = store.collection<Kept>(`oidc:${model}`);
    const alive = (entry: Kept | undefined) => {
      if (!entry) return undefined;
      if (entry.expiresAt === null || entry.expiresAt > Date.now()) return entry.payload;
      return undefined;
    };
    const findBy = (field: 'uid' | 'userCode', value: string) =>
      kept.all().map(alive).find((payload) => payload?.[field] === value);
    let writes = 0;
    return {
      async upsert(id, payload, expiresIn) {
        kept.put(id, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : null });
        if (++writes % 100 === 0) sweep();
      },
      find: async (id) => alive(kept.get(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (code) => findBy('userCode', code),
      async consume(id) {
        const entry = kept.get(id);
        if (entry) kept.put(id, { ...entry, payload: { ...entry.payload, consumed: Math.floor(Date.now() / 1000) } });
      },
      destroy: async (id) => kept.delete(id),
      async revokeByGrantId(grantId) {
        for (const { payload } of kept.all()) if (payload.grantId === grantId) kept.delete(payload.jti as string);
      },
    };

    function sweep(): void {
      for (const entry of kept.all()) if (!alive(entry) && entry.payload.jti) kept.delete(entry.payload.jti as string);
    }
  };
}
