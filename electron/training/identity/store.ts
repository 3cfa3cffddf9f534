import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Milliseconds that what has expired is still found, so that it can be told from what never was. */
const GRACE = 600_000;

interface Entry {
  payload: AdapterPayload;
  expiry: number;
}

/** Where oidc-provider keeps grants and tokens: this process's memory, so that a restart forgets all. */
export function memoryStore(): AdapterFactory {
  const models = new Map<string, Map<string, Entry>>();
  return (name) => {
    const entries = models.get(name) ?? new Map<string, Entry>();
    models.set(name, entries);
    return modelStore(entries);
  };
}

function modelStore(entries: Map<string, Entry>): Adapter {
  const find = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const { payload, expiry } of entries.values()) {
      if (expiry > Date.now() && matches(payload)) return payload;
    }
    return undefined;
  };
  return {
    upsert: async (id, payload, expiresIn) => {
      const expiry =
        expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1_000 + GRACE;
      entries.set(id, { payload, expiry });
    },
    find: async (id) => {
      const entry = entries.get(id);
      if (entry && entry.expiry > Date.now()) return entry.payload;
      entries.delete(id);
      return undefined;
    },
    findByUid: async (uid) => find((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
    consume: async (id) => {
      const entry = entries.get(id);
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1_000);
    },
    destroy: async (id) => void entries.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of entries) {
        if (payload.grantId === grantId) entries.delete(id);
      }
    },
  };
}
