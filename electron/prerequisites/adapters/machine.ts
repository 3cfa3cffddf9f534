import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { release, totalmem, version } from 'node:os';
import { dirname } from 'node:path';
import type { Machine, SystemVersion } from '../ports.ts';
import {
  headsetName,
  isHeadset,
  type Microphone,
  readAsound,
  readAudioProfile,
  readCaptureKeys,
} from './audio-devices.ts';
import { readPs, readTasklist } from './programs.ts';
import { readLinuxRelease, readMacVersion, readWindowsVersion } from './system-version.ts';
import { readSystemsetup, readTimedatectl, readWindowsTime } from './time-service.ts';

/** This machine, through Node and the commands of its system. */
export function thisMachine(platform: NodeJS.Platform = process.platform): Machine {
  return {
    system: () => systemOf(platform),
    memory: totalmem,
    freeSpace: async (folder) => {
      const { bavail, bsize } = await statfs(existingParent(folder));
      return bavail * bsize;
    },
    synchronisesClock: (signal) => synchronisesClock(platform, signal),
    headsets: (signal) => headsets(platform, signal),
    programs: (signal) => programs(platform, signal),
  };
}

async function systemOf(platform: NodeJS.Platform): Promise<SystemVersion> {
  if (platform === 'win32') return readWindowsVersion(version(), release());
  if (platform === 'darwin') {
    return readMacVersion(await run('/usr/bin/sw_vers', ['-productVersion'], new AbortController().signal));
  }
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return readLinuxRelease(text, release());
}

/** No command takes an argument from outside; each is named by its whole path where the system has one. */
async function synchronisesClock(platform: NodeJS.Platform, signal: AbortSignal): Promise<boolean | null> {
  switch (platform) {
    case 'win32': {
      const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time';
      const reg = system32('reg.exe');
      return readWindowsTime(
        await run(reg, ['query', `${key}\\Parameters`, '/v', 'Type'], signal),
        await run(reg, ['query', key, '/v', 'Start'], signal),
      );
    }
    case 'darwin':
      return readSystemsetup(await run('/usr/sbin/systemsetup', ['-getusingnetworktime'], signal));
    default:
      return readTimedatectl(await run('timedatectl', ['show'], signal));
  }
}

async function headsets(platform: NodeJS.Platform, signal: AbortSignal): Promise<readonly string[] | null> {
  const microphones = await microphonesOf(platform, signal);
  return microphones?.filter(isHeadset).map(headsetName) ?? null;
}

async function microphonesOf(
  platform: NodeJS.Platform,
  signal: AbortSignal,
): Promise<readonly Microphone[] | null> {
  switch (platform) {
    case 'win32': {
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\MMDevices\\Audio\\Capture';
      const text = await run(system32('reg.exe'), ['query', key, '/s'], signal);
      return text === '' ? null : readCaptureKeys(text);
    }
    case 'darwin':
      return readAudioProfile(await run('/usr/sbin/system_profiler', ['SPAudioDataType', '-json'], signal));
    default: {
      const [cards, pcm] = await Promise.all(
        ['cards', 'pcm'].map((file) => readFile(`/proc/asound/${file}`, 'utf8').catch(() => null)),
      );
      return cards == null || pcm == null ? null : readAsound(cards, pcm);
    }
  }
}

async function programs(platform: NodeJS.Platform, signal: AbortSignal): Promise<readonly string[]> {
  if (platform !== 'win32') return readPs(await run('/bin/ps', ['-A', '-o', 'comm='], signal));
  return readTasklist(await run(system32('tasklist.exe'), ['/fo', 'csv', '/nh'], signal));
}

/** What a command writes; `''` where there is none, or it fails. */
function run(command: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const options = { signal, timeout: 3_000, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } };
    execFile(command, [...args], options, (_error, stdout) => resolve(stdout));
  });
}

function system32(name: string): string {
  return `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\${name}`;
}

function existingParent(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : existingParent(parent);
}
