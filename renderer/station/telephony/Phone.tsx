import { useState } from 'react';
import type { Person, Profile } from '../../../electron/identity/ports.ts';
import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import type { LrmState } from '../../../electron/lrm/ports.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { Step } from '../shell/Step.tsx';
import { ChooseDevice } from './ChooseDevice.tsx';
import { PhoneNumberForm } from './PhoneNumberForm.tsx';
import { Ready } from './Ready.tsx';
import { Searching } from './Searching.tsx';

interface PhoneProps {
  readonly person: Person;
  readonly profile: Profile;
  readonly phone: PhoneView;
  /** An outage is told above, in full. */
  readonly isOut: boolean;
  readonly lrm: LrmState | null;
  readonly hasBoard: boolean;
}

/** From a signed-in person to a bar that works: the phone's number, which device, then ready. */
export function Phone({ person, profile, phone, isOut, lrm, hasBoard }: PhoneProps) {
  const bind = useIntent((number: string, deviceId: string | null) =>
    stationBridge.ask('phone.bind', { number, deviceId }),
  );
  const [typed, setTyped] = useState<string | null>(null);
  const { binding } = phone;
  // Interrupted by the person, who knows.
  const failure = bind.failure?.code === 'Phone_BindingInterrupted' ? null : bind.failure;
  if (binding.kind === 'bound') {
    return (
      <Ready
        person={person}
        profile={profile}
        phone={phone}
        number={binding.number}
        device={binding.device}
        isOut={isOut}
        lrm={lrm}
        hasBoard={hasBoard}
      />
    );
  }
  return (
    <>
      <Step step={3} />
      {binding.kind === 'unbound' && (
        <PhoneNumberForm
          typed={typed}
          remembered={binding.remembered}
          failure={failure ?? binding.failure}
          pending={bind.pending}
          onSubmit={(number) => {
            setTyped(number);
            void bind.run(number, null);
          }}
        />
      )}
      {binding.kind === 'binding' && <Searching number={binding.number} />}
      {binding.kind === 'choose-device' && (
        <ChooseDevice
          number={binding.number}
          devices={binding.devices}
          failure={failure}
          pending={bind.pending}
          onSubmit={(deviceId) => void bind.run(binding.number, deviceId)}
        />
      )}
    </>
  );
}
