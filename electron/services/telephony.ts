import type { IdentityService } from '../identity/identity-service.ts';
import type { TelephonyConfiguration } from '../settings/configuration.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { authorityOf } from '../shared/authority-file.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';
import { PhoneBinding } from '../telephony/binding.ts';
import { createDeskPhone, type DeskPhone, type PhoneProcessOptions } from '../telephony/index.ts';
import { type BoardServices, startBoard } from './board.ts';
import { endBindingWithSession } from './station-session.ts';

export interface TelephonyServicesOptions {
  readonly telephony: TelephonyConfiguration;
  readonly identity: IdentityService;
  readonly settings: SettingsStore;
  readonly spawnPhone: () => ProcessChannel;
  readonly spawnBoard: () => ProcessChannel;
  /** Told what dialog documents say, those that are over among them. */
  readonly onDialogs: NonNullable<PhoneProcessOptions['onDialogs']>;
}

export interface TelephonyServices {
  readonly phone: DeskPhone;
  readonly binding: PhoneBinding;
  /** Waiting rooms, colleagues and the operator's own state. */
  readonly company: BoardServices;
}

/** Wires the phone to the session that binds it, and to what lives and ends with it. */
export function startTelephony({
  telephony,
  identity,
  settings,
  spawnPhone,
  spawnBoard,
  onDialogs,
}: TelephonyServicesOptions): TelephonyServices {
  const authority = authorityOf(telephony);
  const phone = createDeskPhone({ ...telephony, authority, spawn: spawnPhone, onDialogs });
  const company = startBoard({ telephony, authority, phone, spawn: spawnBoard });
  const binding = new PhoneBinding({
    phone,
    claims: identity,
    company,
    remember: (pairing) => settings.update({ phone: pairing }),
    remembered: () => settings.current.get().phone,
  });
  endBindingWithSession({ identity, phone, binding });
  return { phone, binding, company };
}
