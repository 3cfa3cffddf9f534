import type { Failure } from '../../electron/failures/index.ts';
import type { OtpChallenge } from '../../electron/identity/ports.ts';
import type { SignInProgress } from '../../electron/identity/session-state.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';

/** The ways to sign in and to unlock, step by step. */

const signingIn = (progress: SignInProgress): Partial<StationView> => ({
  session: { kind: 'signing-in', progress },
});
const otp = (challenge: OtpChallenge | null, over: { refused?: Failure; busy?: boolean } = {}) =>
  signingIn({ way: 'otp', identifier: 'camille.riviere', challenge, refused: null, busy: false, ...over });
const failed = (failure: Failure): Partial<StationView> => ({ session: { kind: 'signed-out', failure } });
/** How an attempt by PSC ends on the page from which it was asked. */
const afterPsc: { before: StationView } = {
  before: { ...f.station, ...signingIn({ way: 'psc', step: 'asking', identifier: '10001234567' }) },
};
const afterOtp: { before: StationView } = { before: { ...f.station, ...otp(null) } };

const cardTab = 'Carte CPx';
const otpTab = 'Identifiant et mot de passe (OTP)';
const pscTab = 'Pro Santé Connect';
const identified = [otpTab, { field: 'Identifiant de connexion', text: 'camille.riviere' }];

const destination = '06 •• •• •• 12';
const code: Extract<OtpChallenge, { kind: 'enter-code' }> = {
  kind: 'enter-code',
  channel: 'phone',
  destination,
  digits: 6,
  expiresAt: f.now + 272_000,
  resendAt: f.now + 24_000,
  triesLeft: 3,
  otherChannel: true,
  position: 1,
  count: 1,
};
const longAddress =
  'm•••••••-a•••••••••.d•-l•-r••••••••••••@chu-regional-universitaire-de-nantes.sante-loire.fr';
const newPassword: OtpChallenge = {
  kind: 'new-password',
  reason: 'expired',
  policy: {
    minimumLength: 12,
    upperCase: true,
    lowerCase: true,
    digit: true,
    specialCharacters: '!@#$%^&*()_+=-~`{}|"?:><,./;\'[]\\',
  },
};
const waiting: SignInProgress = {
  way: 'psc',
  step: 'waiting',
  identifier: '10001234567',
  channel: 'MOBILE',
  digits: '07',
  expiresAt: f.now + 104_000,
};
const link: Extract<SignInProgress, { step: 'link' }> = {
  way: 'psc',
  step: 'link',
  person: f.person,
  refused: null,
  busy: false,
  sent: null,
};
const sent = { email: 'camille.riviere@chu-nantes.fr', expiresAt: f.now + 241_000, resendAt: f.now + 12_000 };
const away: Partial<StationView> = {
  card: f.present,
  signIn: { ...f.station.signIn, providerAway: true },
};
const otpLocked = { ...f.locked, method: 'otp', reason: 'idle' } as const;
const withPsc = (over: Partial<typeof f.psc>): Partial<StationView> => ({
  signIn: { ...f.station.signIn, psc: { ...f.psc, ...over } },
});

export const signInStates: readonly GalleryState[] = [
  station('authenticating', signingIn({ way: 'card', holderName: 'Camille Rivière' })),
  station('ways-card-only', { signIn: { ...f.station.signIn, otp: false, psc: null } }),
  station('ways-card-noticed', { card: f.present }, { press: [pscTab] }),

  station('otp', {}, { press: [otpTab] }),
  station('otp-small', { environment: f.formation, card: f.present }, { ...small, press: [otpTab] }),
  station('otp-dark', {}, { ...dark, press: [otpTab] }),
  station('otp-empty', {}, { press: [otpTab, 'Recevoir un code'] }),
  station('otp-forgotten-empty', {}, { press: [otpTab, 'Mot de passe oublié'] }),
  station(
    'otp-forgotten-refused',
    {},
    { press: [...identified, 'Mot de passe oublié'], failure: { code: 'Otp_ResetNotPossible' } },
  ),
  station('otp-busy', otp(null)),
  station('otp-wrong', failed({ code: 'Otp_CredentialsRefused' }), afterOtp),
  station('otp-frozen', failed({ code: 'Otp_FrozenTemporarily', parameters: { time: 'à 04:42' } }), afterOtp),
  station('otp-frozen-definitively', failed({ code: 'Otp_FrozenDefinitively' }), afterOtp),
  station('otp-frozen-definitively-small', failed({ code: 'Otp_FrozenDefinitively' }), {
    ...afterOtp,
    ...small,
  }),
  station('otp-interrupted', failed({ code: 'Otp_Interrupted' }), afterOtp),
  station('otp-clock', failed({ code: 'Identity_ClockDifference' }), afterOtp),
  station('otp-first-connection', failed({ code: 'Identity_CardRequiredFirst' }), afterOtp),
  station(
    'otp-channel',
    otp({
      kind: 'choose-channel',
      channels: [
        { channel: 'phone', destination },
        { channel: 'email', destination: 'c••••••@chu-nantes.fr' },
      ],
    }),
  ),
  station('otp-code', otp(code)),
  station('otp-code-card', { ...otp({ ...code, resendAt: f.now }), card: f.present }),
  station('otp-code-short', otp(code), { press: ['Valider'] }),
  station(
    'otp-code-wrong',
    otp({ ...code, triesLeft: 2 }, { refused: { code: 'Otp_CodeWrong', parameters: { triesLeft: 2 } } }),
  ),
  station(
    'otp-code-last-try',
    otp({ ...code, triesLeft: 1 }, { refused: { code: 'Otp_CodeWrong', parameters: { triesLeft: 1 } } }),
    small,
  ),
  station('otp-code-expired', otp({ ...code, expiresAt: f.now - 1_000, resendAt: f.now - 1_000 })),
  station('otp-code-busy', otp(code, { busy: true })),
  station(
    'otp-code-forgotten',
    otp({ ...code, channel: 'email', destination: longAddress, otherChannel: false, position: 2, count: 2 }),
    small,
  ),
  station('otp-new-password', otp(newPassword)),
  station('otp-new-password-typed', otp(newPassword), {
    press: [{ field: 'Nouveau mot de passe', text: 'Marée-basse' }, 'Enregistrer et continuer'],
  }),
  station('otp-new-password-reused', otp(newPassword, { refused: { code: 'Password_Reused' } }), small),

  station('psc', {}, { press: [pscTab] }),
  station('psc-small', { environment: f.formation, training: f.training }, { ...small, press: [pscTab] }),
  station('psc-dark', {}, { ...dark, press: [pscTab] }),
  station('psc-remembered', withPsc({ remembered: '10001234567', channels: ['MOBILE'] }), {
    press: [pscTab],
  }),
  station('psc-cannot-remember', withPsc({ canRemember: false }), { press: [pscTab] }),
  station('psc-empty', {}, { press: [pscTab, 'Se connecter avec Pro Santé Connect'] }),
  station('psc-asking', signingIn({ way: 'psc', step: 'asking', identifier: '10001234567' })),
  station('psc-waiting', signingIn(waiting)),
  station('psc-waiting-card', { ...signingIn({ ...waiting, channel: 'CARD' }), card: f.present }),
  station('psc-waiting-small', signingIn(waiting), { ...small, ...dark }),
  station('psc-refused', failed({ code: 'Psc_Refused' }), afterPsc),
  station('psc-expired', failed({ code: 'Psc_Expired' }), afterPsc),
  station('psc-no-ecps', failed({ code: 'Psc_NoEcps' }), afterPsc),
  station('psc-unreachable', failed({ code: 'Psc_Unreachable' }), { ...afterPsc, ...small }),
  station('psc-too-many-polls', failed({ code: 'Psc_TooManyPolls' }), afterPsc),
  station('psc-unknown', failed({ code: 'Psc_PersonUnknown' }), afterPsc),
  station('psc-first-connection', failed({ code: 'Identity_CardRequiredFirst' }), afterPsc),
  station('psc-clock', failed({ code: 'Identity_ClockDifference' }), { ...afterPsc, ...small }),
  station('psc-browser', withPsc({ flow: 'browser' }), { press: [pscTab] }),
  station('psc-browser-waiting', signingIn({ way: 'psc', step: 'browser' })),
  station('psc-link', signingIn(link)),
  station('psc-link-none', signingIn({ ...link, refused: { code: 'Link_NoAuthorisation' } })),
  station('psc-link-sent', signingIn({ ...link, sent })),
  station(
    'psc-link-expired',
    signingIn({
      ...link,
      sent: { ...sent, expiresAt: f.now, resendAt: f.now },
      refused: { code: 'Link_Expired' },
    }),
    small,
  ),
  station('ecps', {}, { press: [pscTab, 'Activer mon e-CPS'] }),
  station('ecps-small', {}, { ...small, ...dark, press: [pscTab, 'Activer mon e-CPS'] }),

  station('degraded-offer', { ...away, ...failed({ code: 'Identity_ProviderUnreachable' }) }),
  station(
    'degraded-form',
    { ...away, ...failed({ code: 'Identity_ProviderUnreachable' }) },
    { ...small, press: ['Ouvrir en mode dégradé (téléphone seulement)'] },
  ),
  station('degraded-refused', { ...away, ...failed({ code: 'Degraded_TooLong', parameters: { days: 7 } }) }),

  station('locked-idle', { session: { ...f.locked, reason: 'idle' }, phone: f.bound, card: f.present }),
  station('locked-idle-otp', { session: otpLocked, phone: { ...f.bound, calls: [f.connected] } }),
  station('locked-otp-card', { session: otpLocked, phone: f.bound, card: f.present }, small),
  station('locked-otp-away', { session: otpLocked, phone: f.bound, ...away }, { press: [cardTab] }),
  station(
    'locked-otp-degraded',
    { session: otpLocked, phone: f.bound, ...away },
    { ...small, press: [cardTab, 'Ouvrir en mode dégradé (téléphone seulement)'] },
  ),
  station('locked-code', {
    session: {
      ...otpLocked,
      progress: { way: 'otp', identifier: 'camille.riviere', challenge: code, refused: null, busy: false },
    },
    phone: f.bound,
  }),
  station('locked-psc', { session: { ...f.locked, progress: waiting }, phone: f.bound }),
  station('locked-other-person', {
    session: { ...otpLocked, failure: { code: 'Identity_OtherPerson' } },
    phone: f.bound,
  }),
];
