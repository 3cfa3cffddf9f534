import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { PhoneDevice } from '../../../electron/telephony/ports.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { Choices } from '../../ui/Choices.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { t } from '../text.ts';

interface ChooseDeviceProps {
  readonly number: string;
  readonly devices: readonly PhoneDevice[];
  readonly failure: Failure | null;
  readonly pending: boolean;
  readonly onSubmit: (deviceId: string) => void;
}

/** Several devices answer to one number: which one is on this desk. */
export function ChooseDevice({ number, devices, failure, pending, onSubmit }: ChooseDeviceProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const selected = devices.find(({ id }) => id === chosen) ?? devices[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (selected && !pending) onSubmit(selected.id);
  };
  return (
    <form className="form" onSubmit={submit}>
      {failure && <FailureAlert failure={failure} />}
      <Choices
        legend={t('phone.choose', { number: formatPhoneNumber(number) })}
        name="device"
        options={devices.map(({ id, userAgent, contact }) => ({
          id,
          title: userAgent ?? t('phone.deviceUnknown'),
          detail: contact,
        }))}
        selected={selected?.id ?? null}
        onSelect={setChosen}
        autoFocus
      />
      <div className="buttons buttons--sticky">
        <Button type="submit" busy={pending}>
          {t('phone.submit')}
        </Button>
        <Button
          type="button"
          priority="secondary"
          onClick={() => void stationBridge.ask('phone.unbind', undefined)}
        >
          {t('phone.otherNumber')}
        </Button>
      </div>
    </form>
  );
}
