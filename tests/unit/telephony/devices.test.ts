import { describe, expect, test } from 'vitest';
import { type Contact, parseRegInfo } from '../../../electron/telephony/documents/reg-info.ts';
import {
  chooseDevice,
  devicesOf,
  findDevice,
  reduceRegistrations,
} from '../../../electron/telephony/line/devices.ts';

/** As Kamailio writes it, with the GRUU of RFC 5628. */
const document = `<?xml version="1.0"?>
<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" xmlns:gr="urn:ietf:params:xml:ns:gruuinfo" version="2" state="full">
  <registration aor="sip:1501@x" id="r1" state="active">
    <contact id="c1" state="active" event="registered" user_agent="Desk 1.0">
      <uri>sip:1501@10.0.0.5:5060</uri>
      <unknown-param name="+sip.instance">"&lt;urn:uuid:1&gt;"</unknown-param>
      <gr:pub-gruu uri="sip:1501@x;gr=urn:uuid:1"/>
    </contact>
    <contact id="c2" state="terminated" event="expired"><uri>sip:1501@10.0.0.4</uri></contact>
  </registration>
</reginfo>`;

const contact = (id: string, told: Partial<Contact> = {}): Contact => ({
  id,
  state: 'active',
  uri: `sip:1501@${id}`,
  userAgent: null,
  instance: null,
  gruu: null,
  ...told,
});

describe('the devices of a number', () => {
  test('are read from reginfo: name, instance, GRUU; what expired is not there', () => {
    const read = parseRegInfo(document);
    if (!read.ok) throw new Error(read.drop);
    expect(devicesOf(reduceRegistrations(new Map(), read.value))).toEqual([
      {
        id: '<urn:uuid:1>',
        userAgent: 'Desk 1.0',
        contact: 'sip:1501@10.0.0.5:5060',
        gruu: 'sip:1501@x;gr=urn:uuid:1',
      },
    ]);
    const disguised = parseRegInfo(document.replace('Desk 1.0', 'Desk\u202e1\u20660'));
    expect(disguised).toMatchObject({ value: { contacts: [{ userAgent: 'Desk 1 0' }, {}] } });
    expect(parseRegInfo('<reginfo version="x" state="full"/>')).toEqual({ ok: false, drop: 'invalid' });
  });

  test('follow partial documents, and one that registers twice is one', () => {
    const instance = '<urn:uuid:1>';
    const full = {
      version: 0,
      state: 'full' as const,
      contacts: [contact('a', { instance }), contact('b', { instance })],
    };
    const known = reduceRegistrations(new Map(), full);
    expect(devicesOf(known)).toHaveLength(1);
    const gone = [contact('a', { state: 'terminated' }), contact('b', { state: 'terminated' })];
    expect(devicesOf(reduceRegistrations(known, { version: 1, state: 'partial', contacts: gone }))).toEqual(
      [],
    );
  });
});

describe('the device meant', () => {
  const devices = (...contacts: Contact[]) => devicesOf(new Map(contacts.map((each) => [each.id, each])));

  test('is the only one, the named one, or unknown', () => {
    expect(findDevice(devices(contact('a')), null)?.contact).toBe('sip:1501@a');
    expect(findDevice(devices(contact('a'), contact('b')), null)).toBeNull();
    expect(findDevice(devices(contact('a'), contact('b')), 'sip:1501@b')?.contact).toBe('sip:1501@b');
  });

  test('is the preferred one of several, when none was chosen and it is there', () => {
    const both = devices(contact('a'), contact('b'));
    const chosen = (deviceId: string | null, preferredDeviceId: string | null) =>
      chooseDevice(both, { deviceId, preferredDeviceId })?.contact;
    expect(chosen(null, 'sip:1501@b')).toBe('sip:1501@b');
    expect(chosen('sip:1501@a', 'sip:1501@b')).toBe('sip:1501@a');
    expect(chosen(null, 'sip:1501@gone')).toBeUndefined();
    expect(chosen(null, null)).toBeUndefined();
  });

  test('has changed its contact after a restart, but not its instance', () => {
    expect(findDevice(devices(contact('new')), 'sip:1501@old')?.contact).toBe('sip:1501@new');
    expect(findDevice(devices(contact('a', { instance: '<urn:uuid:2>' })), '<urn:uuid:1>')).toBeNull();
  });
});
