import { type DirectoryPerson, identifierOf } from '../../../electron/training/identity/index.ts';

/** Who signs in by identifier, password and code; one of each kind. */

const entity = { id: 'samu00', name: 'Samu 00 – Stand' };
const otherEntity = { id: 'samu98', name: 'Samu 98 – Renfort' };
const PASSWORD = 'Girouette-Du-Stand-7';

type Account = DirectoryPerson['account'];

function person(id: string, familyName: string, account: Partial<Account> = {}): DirectoryPerson {
  const profile = { id: `arm-${id}`, role: 'ARM', entity, rights: [] };
  return {
    id,
    familyName,
    givenName: 'Sam',
    organisation: 'HOPITAL DES 3 DAMES',
    note: '',
    standing: 'known',
    card: { kind: 'CPE', nationalId: `30B0057881/${id}`, pin: '1234', title: 'Personnel santé ou social' },
    profiles: [
      profile,
      { ...profile, id: `coordinator-${id}`, role: 'ARM coordinateur' },
      // The phones here are not this entity's.
      { ...profile, id: `renfort-${id}`, entity: otherEntity },
    ],
    account: {
      password: { value: PASSWORD, age: 0, temporary: false },
      phone: { value: '+33639980111', usable: true },
      email: { value: `${id}@stand.example`, usable: true },
      frozen: false,
      cardUsed: true,
      ...account,
    },
    psc: null,
  };
}

const aged = (age: number): Pick<Account, 'password'> => ({
  password: { value: PASSWORD, age, temporary: false },
});

export const otpPeople = {
  both: person('both', 'RIVIERE'),
  mailOnly: person('mail-only', 'VALLON', { phone: null }),
  deadPhone: person('dead-phone', 'SOURCE', { phone: { value: '+33639980112', usable: false } }),
  expired: person('expired', 'ANCIEN', { ...aged(150), phone: null }),
  /** Told since the third month that the password will go. */
  announced: person('announced', 'BIENTOT', { ...aged(100), phone: null }),
  frozen: person('frozen', 'GELEE', { frozen: true }),
  clumsy: person('clumsy', 'ETOURDI', { phone: null }),
  forgetful: person('forgetful', 'OUBLI'),
  newcomer: person('newcomer', 'NOUVELLE', { cardUsed: false }),
} as const;

export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

export function credentialsOf(who: DirectoryPerson, password = PASSWORD): Credentials {
  return { identifier: identifierOf(who), password };
}
