import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import {
  type DegradedAccess,
  type DegradedPerson,
  type DegradedSession,
  type Grant,
  type IdentityProvider,
  IdentityService,
  type OtpChallenge,
  type OtpStep,
  type Pace,
  type Profile,
  type Tokens,
} from '../../../electron/identity/index.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { type DirectoryPerson, trainingDirectory } from '../../../electron/training/identity/index.ts';
import { profileMemory } from './profile-memory.ts';
import { softReader } from './soft-card.ts';

const personOf = (index: number): DirectoryPerson => {
  const found = trainingDirectory.people[index];
  if (!found) throw new Error('nobody trains');
  return found;
};
export const [somebody, somebodyElse] = [personOf(0), personOf(1)];
const authority = await createTrainingAuthority();
export const [card, otherCard] = [await authority.issue(somebody), await authority.issue(somebodyElse)];

export const profile = (id: string): Profile => ({
  id,
  role: 'ARM',
  entity: { id: 'samu00', name: 'Samu 00' },
  rights: [],
});

let grants = 0;
/** Tokens that live ten minutes; each has a name of its own. */
export function grantOf(subject = 'person-1', method: Grant['method'] = 'card'): Grant {
  const number = ++grants;
  return {
    issuer: 'https://idp.example',
    subject,
    method,
    person: { subject, givenName: 'Camille', familyName: 'EXEMPLE' },
    profiles: [profile('p1'), profile('p2')],
    accessToken: `access ${number}`,
    refreshToken: `refresh ${number}`,
    expiresAt: Date.now() + 600_000,
  };
}

export const enterCode: OtpChallenge = {
  kind: 'enter-code',
  channel: 'email',
  destination: 'c•••@exemple.fr',
  digits: 6,
  expiresAt: 0,
  resendAt: 0,
  triesLeft: 3,
  otherChannel: true,
  position: 1,
  count: 1,
};
export const asks = (challenge: OtpChallenge): OtpStep => ({
  kind: 'challenge',
  conversation: { authSession: 'a-session-of-this-test', codeVerifier: 'verifier' },
  challenge,
  refused: null,
});

/** An answer that a test gives when it wants. */
export function later<T>(): { readonly promise: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

/** What a station remembers without the provider, in memory. */
export function degradedMemory(acts: Partial<DegradedAccess> = {}) {
  const records = new Map<string, DegradedSession>();
  const told = new Set<string>();
  const claims = new Map<string, { number: string; addressOfRecord: string; credential: null }>();
  let known: DegradedPerson | null = null;
  const access: DegradedAccess = {
    offered: true,
    noteSignIn: async (_card, person, profiles, taken) => {
      known = { person, profiles, profile: taken, revocation: 'fresh' };
    },
    forget: async () => {
      known = null;
    },
    noteClaim: async ({ number, addressOfRecord }) => {
      claims.set(number, { number, addressOfRecord, credential: null });
    },
    judge: async () => (known ? ok(known) : fail('Degraded_NeverSignedIn')),
    claim: (number) => {
      const claim = claims.get(number);
      return claim ? ok(claim) : fail('Degraded_PhoneUnknown');
    },
    record: async (session) => void records.set(session.id, session),
    unreported: () => [...records.values()].filter(({ id }) => !told.has(id)),
    reported: async (ids) => {
      for (const id of ids) told.add(id);
    },
    ...acts,
  };
  return { access, records: () => [...records.values()], known: () => known };
}

export interface Script {
  readonly provider?: Partial<IdentityProvider>;
  readonly degraded?: ReturnType<typeof degradedMemory>;
  readonly reportDegraded?: (records: readonly DegradedSession[]) => Result<undefined>;
  readonly remembered?: ReturnType<typeof profileMemory>;
  readonly pace?: Partial<Pace>;
}

/** A station whose provider grants everything, but for what a test has it do. `journal` tells what it was asked. */
export function scriptedStation(script: Script = {}) {
  const journal: string[] = [];
  const revoked: Tokens[] = [];
  const secrets: Uint8Array[] = [];
  const keep = (secret: Uint8Array) => {
    secrets.push(secret);
    journal.push(`secret ${Buffer.from(secret).toString()}`);
  };
  const provider: IdentityProvider = {
    prepare: () => undefined,
    signInWithCard: async ({ sign }) => {
      const signature = await sign(Buffer.from('assertion'));
      return signature.ok ? ok(grantOf()) : signature;
    },
    startOtp: async (_identifier, password) => {
      keep(password);
      return ok(asks(enterCode));
    },
    startReset: async () => ok(asks(enterCode)),
    continueOtp: async () => ok({ kind: 'granted', grant: grantOf('person-1', 'otp') }),
    startPsc: async () => ok({ authReqId: 'request-1', expiresAt: 1, interval: 5 }),
    awaitPsc: async () => ok({ kind: 'granted', grant: grantOf('person-1', 'psc') }),
    signInWithBrowser: async () => ok({ kind: 'granted', grant: grantOf('person-1', 'psc') }),
    requestLink: async (_tokens, email) => ok({ id: `link to ${email}`, email, expiresAt: 9, resendAt: 5 }),
    completeLink: async () => ok(grantOf('person-1', 'psc')),
    refresh: async (grant) => ok({ ...grant, expiresAt: Date.now() + 600_000 }),
    signOut: async (tokens) => {
      revoked.push(tokens);
      journal.push('revoke');
    },
    claimPhone: async (_grant, number, profileId) => {
      journal.push(`claim ${number} as ${profileId}`);
      return ok({ number, addressOfRecord: `sip:${number}@site`, credential: null });
    },
    releasePhone: async (_grant, number) => void journal.push(`release ${number}`),
    isReachable: async () => true,
    ...script.provider,
  };
  const degraded = script.degraded ?? degradedMemory();
  const reader = softReader();
  const identity = new IdentityService({
    card: reader,
    provider,
    remembered: script.remembered ?? profileMemory(),
    degraded: degraded.access,
    account: {
      reportDegraded: async (_grant, records) => {
        journal.push(`report ${records.length}`);
        return script.reportDegraded?.(records) ?? ok();
      },
    },
    openBrowser: async (url) => void journal.push(`browse ${url}`),
    pace: { link: 5, portal: 5, ...script.pace },
  });
  reader.insert(card, somebody);
  return {
    identity,
    reader,
    provider,
    degraded,
    journal,
    revoked,
    secrets,
    state: () => identity.state.get(),
  };
}

export const pin = () => Buffer.from(somebody.card.pin);
