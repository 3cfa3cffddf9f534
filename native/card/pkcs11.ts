import { setTimeout as delay } from 'node:timers/promises';
import pkcs11js from 'pkcs11js';
import { chooseCertificate, type TokenCertificate } from './certificate.ts';
import { meaningOfError } from './errors.ts';
import type { SlotReading } from './lifecycle.ts';
import { pinTriesFromFlags } from './pin.ts';
import type { CardMiddleware, PinTries } from './protocol.ts';
import { digestInfo } from './signature.ts';

type Handle = Buffer;

interface Slot {
  readonly handle: Handle;
  readonly reader: string;
}

const MAX_OBJECTS = 32;
const MAX_SIGNATURE_BYTES = 512;

/** One PKCS#11 library, initialised. Its calls block; exceptions are those of pkcs11js, read with `meaningOfError`. */
export interface Cryptoki {
  /**
   * What is in each slot now. `relist` after a card left: OpenSC only then sees it gone, where a new session would
   * still show it; but it also probes an unknown card once more, for seconds. Other messages of this process are
   * served between two slots.
   */
  readSlots(relist: boolean): Promise<readonly SlotReading[]>;
  /** How the library names itself, and where it was loaded from. */
  readonly library: CardMiddleware;
  /** Throws when there is no token in the slot any more. */
  pinTriesLeft(slotId: string): PinTries;
  /** Logs in, signs `data` (RSASSA-PKCS1-v1_5, SHA-256) with the private key of that CKA_ID, logs out. */
  sign(request: SignatureRequest): Promise<Uint8Array>;
  /** Forgets all that the library holds of readers and cards, as after the PC/SC service was lost. */
  reinitialise(): void;
  close(): void;
}

export interface SignatureRequest {
  readonly slotId: string;
  readonly keyId: Uint8Array;
  readonly pin: Uint8Array;
  readonly data: Uint8Array;
}

/** Loads and initialises the library at `path`; throws when it cannot be. */
export function openCryptoki(path: string): Cryptoki {
  const library = new pkcs11js.PKCS11();
  library.load(path);
  const initialise = (): void => library.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK });
  try {
    initialise();
  } catch (error) {
    library.close();
    throw error;
  }
  let slots: readonly Slot[] = [];
  return {
    library: { path, ...identityOf(library) },
    readSlots: async (relist) => {
      if (relist || slots.length === 0) slots = listSlots(library, slots);
      const readings: SlotReading[] = [];
      for (const slot of slots) {
        await delay(0);
        readings.push(readSlot(library, slot));
      }
      return readings;
    },
    pinTriesLeft: (slotId) => pinTriesFromFlags(library.C_GetTokenInfo(slotHandle(slotId)).flags),
    sign: (request) => signIn(library, request),
    reinitialise: () => {
      attempt(() => library.C_Finalize());
      slots = [];
      initialise();
    },
    close: () => {
      attempt(() => library.C_Finalize());
      attempt(() => library.close());
    },
  };
}

/** What `C_GetInfo` says; a library that says nothing is used all the same. */
function identityOf(library: pkcs11js.PKCS11): { description: string; version: string } {
  try {
    const { libraryDescription, libraryVersion } = library.C_GetInfo();
    const { major, minor } = libraryVersion;
    return { description: libraryDescription.replaceAll('\0', '').trim(), version: `${major}.${minor}` };
  } catch {
    return { description: '', version: '0' };
  }
}

/** A slot keeps its reader's name: asking again would make OpenSC probe an unknown card again, for seconds. */
function listSlots(library: pkcs11js.PKCS11, known: readonly Slot[]): readonly Slot[] {
  const handles = library.C_GetSlotList(false);
  const isSame =
    handles.length === known.length && handles.every((handle, i) => known[i]?.handle.equals(handle));
  if (isSame) return known;
  return handles.map((handle) => ({ handle, reader: library.C_GetSlotInfo(handle).slotDescription.trim() }));
}

function readSlot(library: pkcs11js.PKCS11, { handle, reader }: Slot): SlotReading {
  const slot = { slotId: handle.toString('hex'), reader };
  try {
    const chosen = chooseCertificate(readCertificates(library, handle), new Date());
    if (chosen) return { ...slot, kind: 'card', ...chosen };
  } catch {
    // C_GetTokenInfo says why better than what failed.
  }
  try {
    // OpenSC opens sessions on a card that it does not know: only this tells it from one without certificate.
    library.C_GetTokenInfo(handle);
    return { ...slot, kind: 'no-certificate' };
  } catch (error) {
    const meaning = meaningOfError(error);
    if (meaning === 'unknown-token') return { ...slot, kind: 'unknown' };
    return { ...slot, kind: meaning === 'removed' ? 'empty' : 'busy' };
  }
}

function readCertificates(library: pkcs11js.PKCS11, slot: Handle): TokenCertificate[] {
  const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
  try {
    const template = [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE }];
    return findObjects(library, session, template).flatMap((object) =>
      readCertificate(library, session, object),
    );
  } finally {
    attempt(() => library.C_CloseSession(session));
  }
}

function readCertificate(library: pkcs11js.PKCS11, session: Handle, object: Handle): TokenCertificate[] {
  const [id, value] = library.C_GetAttributeValue(session, object, [
    { type: pkcs11js.CKA_ID },
    { type: pkcs11js.CKA_VALUE },
  ]);
  if (!Buffer.isBuffer(id?.value) || !Buffer.isBuffer(value?.value)) return [];
  return [{ id: Uint8Array.from(id.value), value: Uint8Array.from(value.value) }];
}

async function signIn(library: pkcs11js.PKCS11, request: SignatureRequest): Promise<Uint8Array> {
  const slot = slotHandle(request.slotId);
  // A session left logged in would let any PIN pass: CKR_USER_ALREADY_LOGGED_IN comes before the PIN is looked at.
  attempt(() => library.C_CloseAllSessions(slot));
  const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
  try {
    logIn(library, session, request.pin);
    const [key] = findObjects(library, session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
      { type: pkcs11js.CKA_ID, value: Buffer.from(request.keyId) },
    ]);
    if (!key) throw new Error('no private key of this CKA_ID');
    return await signWith(library, session, key, request.data);
  } finally {
    attempt(() => library.C_Logout(session));
    attempt(() => library.C_CloseSession(session));
  }
}

function logIn(library: pkcs11js.PKCS11, session: Handle, pin: Uint8Array): void {
  // pkcs11js takes a string, which cannot be overwritten: it lives no longer than this call, in this process only.
  // The bytes are read where they are: another copy would have to be overwritten too.
  const text = (): string => Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('latin1');
  const login = (): void => library.C_Login(session, pkcs11js.CKU_USER, text());
  try {
    login();
  } catch (error) {
    if (meaningOfError(error) !== 'already-logged-in') throw error;
    library.C_Logout(session);
    login();
  }
}

/** CKM_RSA_PKCS is the mechanism that every CPx takes; some middlewares have only the one that digests itself. */
async function signWith(
  library: pkcs11js.PKCS11,
  session: Handle,
  key: Handle,
  data: Uint8Array,
): Promise<Uint8Array> {
  const output = Buffer.alloc(MAX_SIGNATURE_BYTES);
  try {
    library.C_SignInit(session, { mechanism: pkcs11js.CKM_RSA_PKCS }, key);
    return Uint8Array.from(await library.C_SignAsync(session, digestInfo(data), output));
  } catch (error) {
    if (meaningOfError(error) !== 'mechanism-refused') throw error;
    library.C_SignInit(session, { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS }, key);
    return Uint8Array.from(await library.C_SignAsync(session, Buffer.from(data), output));
  }
}

function findObjects(library: pkcs11js.PKCS11, session: Handle, template: pkcs11js.Template): Handle[] {
  library.C_FindObjectsInit(session, template);
  try {
    return library.C_FindObjects(session, MAX_OBJECTS);
  } finally {
    attempt(() => library.C_FindObjectsFinal(session));
  }
}

function slotHandle(slotId: string): Handle {
  return Buffer.from(slotId, 'hex');
}

/** Clearing up after a card that may have gone: what fails has nothing left to clear. */
function attempt(clear: () => void): void {
  try {
    clear();
  } catch {}
}
