import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../electron/settings/settings-store.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'bandeau-settings-'));
const open = (directory: string) =>
  new SettingsStore(directory, (error) => {
    throw error;
  });

describe("the station's settings", () => {
  it('are the defaults at first, and nothing is written for that', () => {
    const directory = folder();
    expect(open(directory).current.get()).toEqual({
      barDisplay: null,
      barCollapsed: false,
      zoom: 1,
      boardPlace: null,
      phone: null,
      profileId: null,
      shortcuts: {},
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are there again at the next start', async () => {
    const directory = folder();
    const store = open(directory);
    store.update({ barDisplay: 2 });
    store.update({ phone: { number: '1501', deviceId: 'urn:uuid:1' } });
    store.update({ profileId: 'arm-samu00' });
    await store.flush();
    expect(open(directory).current.get()).toEqual({
      barDisplay: 2,
      barCollapsed: false,
      zoom: 1,
      boardPlace: null,
      phone: { number: '1501', deviceId: 'urn:uuid:1' },
      profileId: 'arm-samu00',
      shortcuts: {},
    });
  });

  it.each(['{"barDisplay":', '{"barDisplay":"two"}', '\u0000\u0000', '[]'])(
    'that cannot be read are set aside whole, and told: %j',
    (text) => {
      const directory = folder();
      writeFileSync(join(directory, 'settings.json'), text);
      const store = open(directory);
      expect(store.current.get().barDisplay).toBeNull();
      expect(store.setAside).not.toBeNull();
      expect(readFileSync(store.setAside ?? '', 'utf8')).toBe(text);
      expect(readdirSync(directory)).toHaveLength(1);
    },
  );

  it('tell of a disk that refuses, and stay valid', async () => {
    const errors: unknown[] = [];
    const store = new SettingsStore('/proc/nowhere', (error) => errors.push(error));
    store.update({ barCollapsed: true });
    await store.flush();
    expect(errors).toHaveLength(1);
    expect(store.current.get().barCollapsed).toBe(true);
  });
});
