import type { SystemVersion } from '../ports.ts';

/** The first build of Windows 11; Windows 10 (10240 and later) is out of support since October 2025. */
const WINDOWS_11 = 22_000;
const WINDOWS_10 = 10_240;
/** Apple supports three versions; the oldest as of this writing. */
const OLDEST_MACOS = 14;

/** `os.version()` and `os.release()`: `Windows 11 Pro`, `10.0.22631`. */
export function readWindowsVersion(name: string, release: string): SystemVersion {
  const build = Number(/^10\.0\.(\d+)/.exec(release)?.[1] ?? 0);
  if (build >= WINDOWS_11) return { name: `${name} (${build})`, support: 'current' };
  return { name: `${name} (${build || release})`, support: build >= WINDOWS_10 ? 'ending' : 'over' };
}

/** `sw_vers -productVersion`: `15.1`. */
export function readMacVersion(productVersion: string): SystemVersion {
  const version = productVersion.trim();
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major)) return { name: 'macOS', support: 'unknown' };
  return { name: `macOS ${version}`, support: major >= OLDEST_MACOS ? 'current' : 'ending' };
}

/** `/etc/os-release` and the version of the kernel. */
export function readLinuxRelease(text: string, kernel: string): SystemVersion {
  const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1];
  if (!name) return { name: `Linux ${kernel}`, support: 'unknown' };
  const end = /^SUPPORT_END="?(\d{4}-\d{2}-\d{2})"?$/m.exec(text)?.[1];
  const isOver = end !== undefined && Date.parse(end) < Date.now();
  return { name, support: isOver ? 'over' : 'current' };
}
