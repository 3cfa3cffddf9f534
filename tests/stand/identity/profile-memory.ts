import type { ProfileMemory } from '../../../electron/identity/index.ts';

/** What a station remembers of the last profile, for as long as a test. */
export function profileMemory(): ProfileMemory {
  let profileId: string | null = null;
  return {
    get: () => profileId,
    set: (taken) => {
      profileId = taken;
    },
  };
}
