import 'reflect-metadata';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { X509Certificate } from '@peculiar/x509';
import { afterEach, beforeEach } from 'vitest';
import type { Failure } from '../../../../electron/failures/index.ts';
import {
  DegradedStation,
  type DegradedStationOptions,
} from '../../../../electron/identity/degraded/index.ts';
import type { DegradedSession, Profile } from '../../../../electron/identity/ports.ts';
import { FileVault } from '../../../../electron/vault/index.ts';
import { aesStorage } from '../../vault/aes-storage.ts';
import { cardOf, makePki, type Pki } from './pki.ts';

export const person = { subject: 'subject-42', givenName: 'Zoé', familyName: 'ESSAI' };
export const profile: Profile = {
  id: 'arm-samu00',
  role: 'ARM',
  entity: { id: 'samu00', name: 'Samu 00' },
  rights: [],
};
export const phone = {
  number: '1501',
  addressOfRecord: 'sip:1501@samu00.example',
  credential: { username: '1501-user', password: 'very-secret-credential' },
};
export const start = Date.now();
export const lists = 'http://lists.example';

/** What there is around a station: cards and who issues them, its disk, its clock, the lists that are served. */
export const world: {
  pki: Pki;
  directory: string;
  storage: ReturnType<typeof aesStorage>;
  now: number;
  served: Map<string, Uint8Array>;
  asked: string[];
  reports: Failure[];
} = {
  pki: await makePki(),
  directory: '',
  storage: aesStorage(),
  now: start,
  served: new Map(),
  asked: [],
  reports: [],
};

beforeEach(() => {
  world.directory = mkdtempSync(join(tmpdir(), 'degraded-'));
  world.storage = aesStorage();
  world.now = start;
  world.served = new Map();
  world.asked = [];
  world.reports = [];
});

afterEach(() => {
  rmSync(world.directory, { recursive: true });
});

export function station(change: Partial<DegradedStationOptions> = {}): DegradedStation {
  return new DegradedStation({
    vault: new FileVault(join(world.directory, 'vault'), world.storage, (failure) =>
      world.reports.push(failure),
    ),
    authorities: world.pki.root.toString('pem'),
    revocationLists: [],
    directory: world.directory,
    days: 7,
    clock: () => world.now,
    report: (failure) => world.reports.push(failure),
    fetch: async (url) => {
      world.asked.push(url);
      const list = world.served.get(url);
      return new Response(list ? Uint8Array.from(list) : null, { status: list ? 200 : 404 });
    },
    ...change,
  });
}

export const card = (leaf: X509Certificate = world.pki.card) => cardOf(leaf, world.pki.issuing);

export async function signIn(at: DegradedStation, leaf = world.pki.card, chain = card(leaf)): Promise<void> {
  await at.noteSignIn(chain, person, [profile], profile);
}

export async function verdict(at: DegradedStation, presented = card()): Promise<string> {
  const judged = await at.judge(presented);
  return judged.ok ? judged.value.revocation : judged.failure.code;
}

export const keptLists = () => {
  try {
    return readdirSync(join(world.directory, 'revocation')).filter((name) => name.endsWith('.crl'));
  } catch {
    return [];
  }
};

/** What is kept of one opening. */
export function session(id: string, closedAt: number | null = null): DegradedSession {
  return { id, subject: 'subject-42', openedAt: start, closedAt, phone: '1501', revocation: 'fresh' };
}
