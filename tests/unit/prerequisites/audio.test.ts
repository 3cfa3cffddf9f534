import { describe, expect, it } from 'vitest';
import {
  headsetName,
  isHeadset,
  readAsound,
  readAudioProfile,
  readCaptureKeys,
} from '../../../electron/prerequisites/adapters/audio-devices.ts';
import { parseConfiguration } from '../../../electron/settings/load-configuration.ts';
import { found } from './world.ts';

const root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\MMDevices\\Audio\\Capture';
const key = (guid: string, state: string, name: string) =>
  [
    `${root}\\${guid}`,
    `    DeviceState    REG_DWORD    ${state}`,
    '',
    `${root}\\${guid}\\Properties`,
    '    {a45c254e-df1c-4efd-8020-67d146a850e0},2    REG_SZ    Micro-casque',
    `    {b3f8fa53-0004-438e-9003-51a46e139bfc},6    REG_SZ    ${name}`,
    '',
  ].join('\r\n');

describe('the devices that record', () => {
  it('are the active ones of the registry of Windows', () => {
    const text = [
      key('{0f1e2d3c-0000-4000-8000-000000000001}', '0x1', 'Jabra EVOLVE 20'),
      key('{0f1e2d3c-0000-4000-8000-000000000002}', '0x4', 'Ancien casque'),
    ].join('\r\n');
    expect(readCaptureKeys(text)).toEqual([{ name: 'Micro-casque Jabra EVOLVE 20' }]);
    expect(readCaptureKeys('ERREUR : le système n’a pas trouvé la clé')).toEqual([]);
  });

  it('are those with an input in the profile of macOS', () => {
    const profile = {
      SPAudioDataType: [
        {
          _items: [
            { _name: 'Plantronics Blackwire', coreaudio_device_input: 1 },
            { _name: 'Haut-parleurs MacBook', coreaudio_device_output: 2 },
          ],
        },
      ],
    };
    expect(readAudioProfile(JSON.stringify(profile))).toEqual([{ name: 'Plantronics Blackwire' }]);
    expect(readAudioProfile('')).toBeNull();
  });

  it('are the cards of Linux that capture', () => {
    const cards = [
      ' 0 [PCH            ]: HDA-Intel - HDA Intel PCH',
      '                      HDA Intel PCH at 0xf7d10000 irq 31',
      ' 1 [H340           ]: USB-Audio - Logitech USB Headset H340',
      '                      Logitech Inc. Logitech USB Headset H340 at usb-0000:00:14.0-2, full speed',
      ' 2 [HDMI           ]: HDA-Intel - HDA ATI HDMI',
    ].join('\n');
    const pcm = [
      '00-00: ALC892 Analog : ALC892 Analog : playback 1 : capture 1',
      '01-00: USB Audio : USB Audio : playback 1 : capture 1',
      '02-03: HDMI 0 : HDMI 0 : playback 1',
    ].join('\n');
    const devices = readAsound(cards, pcm);
    expect(devices.map(({ name }) => name)).toEqual([
      'HDA-Intel - HDA Intel PCH',
      'USB-Audio - Logitech USB Headset H340',
    ]);
    expect(devices.filter(isHeadset)).toHaveLength(1);
    expect(readAsound('--- no soundcards ---\n', '')).toEqual([]);
  });
});

describe('what is told of a headset', () => {
  it.each([
    ['Micro-casque Jabra EVOLVE 20', 'casque Jabra EVOLVE'],
    ['USB-Audio - Logitech USB Headset H340', 'USB Logitech Headset'],
    ['Casque de Zoé Essai', 'Casque'],
    ['Headset (Zoé’s Voyager)', 'Headset Voyager'],
  ])('of %s is %s: no name that somebody gave it', (name, told) => {
    expect(headsetName({ name })).toBe(told);
  });
});

describe('the headset', () => {
  const expecting = parseConfiguration(
    '{"environment":"formation","label":"T","site":"S","prerequisites":{"headset":true}}',
    'site.json',
  );
  const none = { machine: { headsets: async () => [] } };
  it('is missed where the site has one there, and only there', async () => {
    expect(await found({}, 'audio.headset')).toEqual(['audio.headset: ok']);
    expect(await found(none, 'audio.headset')).toEqual(['audio.headset: not-applicable Headset_NotExpected']);
    expect(await found({ ...none, configuration: expecting }, 'audio.headset')).toEqual([
      'audio.headset: failure Headset_Absent',
    ]);
    expect(await found({ machine: { headsets: async () => null } }, 'audio.headset')).toEqual([
      'audio.headset: not-applicable Headset_Unknown',
    ]);
  });
});
