import { z } from 'zod';

/** A device that records, as the system names it, and whether it can be used now. */
export interface Microphone {
  readonly name: string;
}

const deviceName = '{b3f8fa53-0004-438e-9003-51a46e139bfc},6';
const endpointName = '{a45c254e-df1c-4efd-8020-67d146a850e0},2';

/**
 * `reg query HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\MMDevices\Audio\Capture /s`: a key a device, with its
 * `DeviceState` (1: active), and its names below `Properties`.
 */
export function readCaptureKeys(text: string): readonly Microphone[] {
  const devices = new Map<string, { isActive: boolean; names: string[] }>();
  let device = { isActive: false, names: [] as string[] };
  for (const line of text.split(/\r?\n/)) {
    const key = /\\Capture\\(\{[0-9a-f.}{-]+\})/i.exec(line)?.[1];
    if (key !== undefined) {
      device = devices.get(key) ?? { isActive: false, names: [] };
      devices.set(key, device);
    }
    const [, name = '', value = ''] = /^\s+(\S+)\s+REG_\w+\s+(.*)$/.exec(line) ?? [];
    if (name === 'DeviceState') device.isActive = Number(value) === 1;
    if (name === deviceName || name === endpointName) device.names.push(value.trim());
  }
  return [...devices.values()]
    .filter(({ isActive }) => isActive)
    .map(({ names }) => ({ name: names.join(' ') }));
}

const profileSchema = z.object({
  SPAudioDataType: z.array(
    z.object({
      _items: z
        .array(z.object({ _name: z.string(), coreaudio_device_input: z.number().optional() }))
        .default([]),
    }),
  ),
});

/** `system_profiler SPAudioDataType -json`; null when it cannot be read. */
export function readAudioProfile(text: string): readonly Microphone[] | null {
  try {
    const { SPAudioDataType: groups } = profileSchema.parse(JSON.parse(text));
    return groups
      .flatMap(({ _items }) => _items)
      .filter(({ coreaudio_device_input: inputs = 0 }) => inputs > 0)
      .map(({ _name: name }) => ({ name }));
  } catch {
    return null;
  }
}

/**
 * `/proc/asound/cards` and `/proc/asound/pcm`: ` 1 [H340  ]: USB-Audio - Logitech USB Headset H340`, then
 * `01-00: USB Audio : USB Audio : playback 1 : capture 1`.
 */
export function readAsound(cards: string, pcm: string): readonly Microphone[] {
  const recording = new Set([...pcm.matchAll(/^(\d+)-\d+:.*\bcapture\b/gm)].map(([, card]) => Number(card)));
  return [...cards.matchAll(/^\s*(\d+)\s+\[[^\]]*\]:\s*(.*)$/gm)]
    .filter(([, card]) => recording.has(Number(card)))
    .map(([, , name = '']) => ({ name: name.trim() }));
}

const worn =
  'head-?set|casque|\\b(?:jabra|plantronics|poly|epos|sennheiser|evolve|blackwire|voyager|engage)\\b';
const makers = '\\b(?:logitech|yealink|microsoft|usb)\\b';

/** What makers call what is worn on the head; whatever stands on the desk or is built in is none. */
export function isHeadset({ name }: Microphone): boolean {
  return new RegExp(worn, 'i').test(name);
}

/** What is told of a headset: words of makers alone, for people give it their own name (« Casque de Zoé »). */
export function headsetName({ name }: Microphone): string {
  return [...new Set(name.match(new RegExp(`${worn}|${makers}`, 'gi')))].join(' ');
}
