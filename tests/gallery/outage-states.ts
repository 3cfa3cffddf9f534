import * as f from './fixtures.ts';
import { bar, dark, type GalleryState, small, station } from './state.ts';

/** Outages of the telephony, on the bar and on the station. */

const { signedIn } = f;
const lost = {
  link: { kind: 'stale', since: f.now - 12_000, attempt: 3 },
  calls: [f.connected],
  capabilities: f.noCapabilities('link-down'),
} as const;
const unplugged = { phoneRegistered: false, capabilities: f.noCapabilities('phone-unregistered') };
const silent = {
  ...f.outage,
  cause: 'phone-silent',
  works: ['desk-phone', 'calls-seen'],
  todo: ['by-hand', 'support'],
} as const;
const wide = { size: { width: 1920, height: 64 } };
const shift = { session: signedIn, phone: { ...f.bound, ...lost } };

export const outageStates: readonly GalleryState[] = [
  bar('outage-server', { outage: f.outage }, lost),
  bar('outage-server-wide', { outage: f.outage }, lost, wide),
  bar('outage-network', { outage: { ...f.outage, cause: 'no-network' } }, { ...lost, calls: [] }),
  bar('outage-unplugged', { outage: { ...f.outage, cause: 'phone-unplugged' } }, unplugged),
  bar('outage-silent', { outage: silent }, { calls: [f.connected] }),
  bar('outage-restored', { outage: f.restored }),
  bar('outage-restored-dark', { outage: f.restored }, { calls: [f.connected] }, dark),
  bar('outage-contrast', { outage: f.outage }, lost, { forcedColors: true }),
  station('outage-server', { ...shift, outage: f.outage, captures: f.captures }),
  station('outage-server-small', { ...shift, outage: f.outage, captures: f.captures }, small),
  station(
    'outage-unplugged-dark',
    {
      session: signedIn,
      phone: { ...f.bound, ...unplugged },
      outage: {
        ...f.outage,
        cause: 'phone-unplugged',
        works: ['other-phone', 'directory'],
        todo: ['check-phone-cable', 'other-desk', 'support'],
        portalAway: true,
        boardAway: true,
      },
    },
    dark,
  ),
  station('outage-no-captures', { ...shift, outage: f.outage, captures: { possible: false, kept: [] } }),
  station(
    'outage-capture-failure',
    { ...shift, outage: f.outage },
    {
      failure: { code: 'Outage_CaptureNotKept' },
      press: ['Garder une capture pour le signalement'],
    },
  ),
  station('outage-restored', { session: signedIn, phone: f.bound, outage: f.restored }),
  station('outage-contrast', { ...shift, outage: f.outage, captures: f.captures }, { forcedColors: true }),
];
