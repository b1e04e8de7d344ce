import type { Adapter, AdapterPayload } from 'oidc-provider';
import { sha256 } from '@ankomst/core';
import type { Json } from '@ankomst/core';
import { consumeOpRecord, dropOpGrant, dropOpRecord, opRecord, opRecordByUid, putOpRecord, sweepOpRecords } from '@ankomst/store';
import type { Deps } from '../deps.ts';

type Payload = { [key: string]: Json };

/**
 * Where the OpenID Provider keeps its interactions, codes and tokens: in our database, so that a login begun before a
 * restart is finished after it. Codes and tokens are worth something: the database holds their hashes only.
 */
export function createProviderAdapter({ store, clock }: Pick<Deps, 'store' | 'clock'>): (model: string) => Adapter {
  let writes = 0;
  return (model) => {
    /** What is stored names itself (`jti`): left out, and put back when it is asked for by its name. */
    const named = (payload: Payload | null, id: string): AdapterPayload | undefined => (payload ? { ...payload, jti: id } as AdapterPayload : undefined);
    const find = async (id: string): Promise<AdapterPayload | undefined> => named(await opRecord(store, model, sha256(id), clock.now()), id);
    return {
      async upsert(id, { jti: _itself, ...payload }, expiresIn) {
        await putOpRecord(store, {
          model, id: sha256(id), payload: payload as Payload,
          ...(payload.grantId !== undefined ? { grantId: payload.grantId } : {}),
          ...(payload.uid !== undefined ? { uid: payload.uid } : {}),
          ...(expiresIn ? { expiresAt: new Date(Date.parse(clock.now()) + expiresIn * 1000).toISOString() } : {}),
        });
        if (++writes % 100 === 0) await sweepOpRecords(store, clock.now());
      },
      find,
      findByUid: async (uid) => await opRecordByUid(store, model, uid, clock.now()) as AdapterPayload | null ?? undefined,
      findByUserCode: async () => undefined, // no device flow here
      consume: (id) => consumeOpRecord(store, model, sha256(id), Math.floor(Date.parse(clock.now()) / 1000)),
      destroy: (id) => dropOpRecord(store, model, sha256(id)),
      revokeByGrantId: (grantId) => dropOpGrant(store, grantId),
    };
  };
}
