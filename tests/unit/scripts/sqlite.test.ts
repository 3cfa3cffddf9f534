import { describe, expect, it } from 'vitest';
import { load } from './load';

const { cachedName, needsOwnSqlite } = await load('setup/sqlite.mjs');

describe('SQLite', () => {
  it('is built where the runtime is older than the prebuilt binary', () => {
    expect(needsOwnSqlite('9')).toBe(true);
    expect(needsOwnSqlite('10')).toBe(false);
    expect(needsOwnSqlite('11')).toBe(false);
  });

  it('is kept for the machine by version and platform', () => {
    expect(cachedName('13.2.0', 'linux', 'x64')).toMatch(/^better-sqlite3-13\.2\.0-linux-x64-\d+\.node$/);
    expect(cachedName('13.2.0', 'linux', 'x64')).not.toBe(cachedName('13.2.0', 'linux', 'arm64'));
  });
});
