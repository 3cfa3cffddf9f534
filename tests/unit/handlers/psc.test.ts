import { describe, expect, it } from 'vitest';
import { station } from './station.ts';

describe('the number of PSC that a workstation remembers', () => {
  const asked = async () => {
    const { handlers, pscMemory } = await station(undefined, { signOut: true });
    const start = (identifier: string, remember: boolean) =>
      handlers.station['identity.startPsc']({ identifier, channel: 'MOBILE', remember });
    await start('10001234567', true);
    await handlers.station['identity.cancel'](undefined);
    return { start, remembered: () => pscMemory.identifier.get() };
  };

  it('stays when somebody else signs in', async () => {
    const { start, remembered } = await asked();
    await start('10007654321', false);
    expect(remembered()).toBe('10001234567');
  });

  it('goes when its person wants it no more, however they type it', async () => {
    const { start, remembered } = await asked();
    await start('810 001 234 567', false);
    expect(remembered()).toBeNull();
  });
});
