import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Machine } from '../ports.ts';
import { type Check, failure, notApplicable, ok } from '../rules/check.ts';

/** The headset of the workstation, where the site has one there; the voice is the desk phone's. No sound is recorded. */
export function audioChecks(machine: Pick<Machine, 'headsets'>, isExpected: boolean): readonly Check[] {
  return [
    {
      id: 'audio.headset',
      group: 'audio',
      title: texts.headset,
      needs: [],
      deadline: 6_000,
      cheap: false,
      run: async (signal) => {
        const headsets = await machine.headsets(signal);
        if (headsets === null) return notApplicable('Headset_Unknown');
        if (headsets.length > 0) return ok({ measured: headsets.join(', ') });
        return isExpected ? failure('Headset_Absent') : notApplicable('Headset_NotExpected');
      },
    },
  ];
}
