import type { Contact, RegInfo } from '../documents/reg-info.ts';
import type { PhoneDevice, PhoneTarget } from '../ports.ts';

/** A device and the address that reaches it alone. */
export interface RegisteredDevice extends PhoneDevice {
  readonly gruu: string | null;
}

/** The contacts registered for a number, by the id of the notifier. */
export type Registrations = ReadonlyMap<string, Contact>;

/** Takes in one `reginfo` document: a full one replaces, a partial one changes (RFC 3680 §4.6). */
export function reduceRegistrations(known: Registrations, document: RegInfo): Registrations {
  const contacts = new Map(document.state === 'full' ? [] : known);
  for (const contact of document.contacts) {
    if (contact.state === 'active') contacts.set(contact.id, contact);
    else contacts.delete(contact.id);
  }
  return contacts;
}

/** One device an instance: a phone that registers twice (two flows, an old contact) is still one phone. */
export function devicesOf(registrations: Registrations): readonly RegisteredDevice[] {
  const devices = new Map<string, RegisteredDevice>();
  for (const { uri, userAgent, instance, gruu } of registrations.values()) {
    const id = instance ?? uri;
    devices.set(id, { id, userAgent, contact: uri, gruu });
  }
  return [...devices.values()];
}

/** The device to watch: the one that was chosen or is alone, else the preferred one of several, else none. */
export function chooseDevice(
  devices: readonly RegisteredDevice[],
  { deviceId, preferredDeviceId }: Pick<PhoneTarget, 'deviceId' | 'preferredDeviceId'>,
): RegisteredDevice | null {
  const found = findDevice(devices, deviceId);
  if (found || deviceId !== null) return found;
  return devices.find(({ id }) => id === preferredDeviceId) ?? null;
}

/**
 * The device meant by an id, or the only one when no id is given. A contact changes at each start of a phone without
 * instance id: then the only device is it.
 */
export function findDevice(
  devices: readonly RegisteredDevice[],
  deviceId: string | null,
): RegisteredDevice | null {
  const only = devices.length === 1 ? (devices[0] ?? null) : null;
  if (deviceId === null) return only;
  const named = devices.find(({ id }) => id === deviceId);
  return named ?? (deviceId.startsWith('<urn:') ? null : only);
}
