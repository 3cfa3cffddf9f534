import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/failures/index.ts';
import { FileVault, memoryVault, type SecretStorage } from '../../../electron/vault/index.ts';
import { aesStorage } from './aes-storage.ts';

let parent: string;
let directory: string;
let reports: Failure[];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'vault-'));
  directory = join(parent, 'vault');
  reports = [];
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

function vaultOf(storage: SecretStorage): FileVault {
  return new FileVault(directory, storage, (failure) => reports.push(failure));
}

describe('the vault of this workstation', () => {
  it('gives back what was written, also to the next program that runs', async () => {
    const storage = aesStorage();

    expect(await vaultOf(storage).write('known-cards', 'Zoé ; 1501\n')).toEqual({
      ok: true,
      value: undefined,
    });

    expect(vaultOf(storage).read('known-cards')).toBe('Zoé ; 1501\n');
  });

  it('writes nothing in clear, for its owner only', async () => {
    await vaultOf(aesStorage()).write('known-cards', 'CAMILLE EXEMPLE 1501');

    const [file] = readdirSync(directory);
    expect(readFileSync(join(directory, file ?? ''), 'latin1')).not.toMatch(/CAMILLE|1501/);
    expect(statSync(join(directory, file ?? '')).mode & 0o777).toBe(0o600);
  });

  it('writes and reads nothing without secret storage, and loses nothing of before', async () => {
    const key = new Uint8Array(32);
    await vaultOf(aesStorage(key)).write('known-cards', 'before');
    const locked = aesStorage(key);
    locked.lock();
    const vault = vaultOf(locked);

    expect(vault.available).toBe(false);
    expect(await vault.write('known-cards', 'after')).toMatchObject({
      failure: { code: 'Vault_Unavailable' },
    });
    expect(vault.read('known-cards')).toBeNull();
    expect(vault.seal('a line')).toBeNull();
    expect(vaultOf(aesStorage(key)).read('known-cards')).toBe('before');
  });

  it('sets aside what it cannot decrypt, once a name, says so, and starts afresh', async () => {
    await vaultOf(aesStorage()).write('known-cards', 'of another user');
    const vault = vaultOf(aesStorage());

    expect(vault.read('known-cards')).toBeNull();
    expect(readdirSync(directory)).toEqual(['known-cards.sealed.illisible']);
    const file = join(directory, 'known-cards.sealed.illisible');
    expect(reports).toEqual([{ code: 'Vault_SetAside', parameters: { file } }]);
    await vault.write('known-cards', 'new');
    expect(vault.read('known-cards')).toBe('new');
    await vault.remove('known-cards');
    expect(readdirSync(directory)).toEqual(['known-cards.sealed.illisible']);
  });

  it('sets aside what the disk does not give, rather than write over it', async () => {
    mkdirSync(join(directory, 'known-cards.sealed'), { recursive: true });
    const vault = vaultOf(aesStorage());

    expect(vault.read('known-cards')).toBeNull();
    expect(reports).toMatchObject([{ code: 'Vault_SetAside' }]);
    expect(await vault.write('known-cards', 'new')).toMatchObject({ ok: true });
  });

  it('says when all that was asked is done', async () => {
    const vault = vaultOf(aesStorage());
    void vault.write('a', '1');
    void vault.write('b', '2');
    await vault.flush();

    expect(readdirSync(directory).sort()).toEqual(['a.sealed', 'b.sealed']);
  });

  it('keeps the order in which it was asked', async () => {
    const vault = vaultOf(aesStorage());
    const asked = [vault.write('a', '1'), vault.write('a', '2'), vault.remove('a'), vault.write('a', '3')];
    await Promise.all(asked);

    expect(vault.read('a')).toBe('3');
  });

  it('fails by name where the place cannot be written', async () => {
    writeFileSync(directory, 'a file where the directory should be');
    const vault = vaultOf(aesStorage());

    expect(await vault.write('a', '1')).toMatchObject({ failure: { code: 'Vault_Unavailable' } });
    expect(vault.read('a')).toBeNull();
    await vault.remove('a');
  });

  it('takes no name that could lead elsewhere', async () => {
    writeFileSync(join(parent, 'elsewhere.sealed'), 'x');
    const vault = vaultOf(aesStorage());
    for (const name of ['../elsewhere', '/etc/passwd', 'a/b', 'a\\b', '', '.', 'A', 'a.b', 'a\0b', 'é']) {
      expect(await vault.write(name, '1')).toMatchObject({ failure: { code: 'Vault_Unavailable' } });
      expect(vault.read(name)).toBeNull();
      await vault.remove(name);
    }
    expect(readdirSync(parent)).toEqual(['elsewhere.sealed']);
  });

  it('never throws, whatever a storage does', async () => {
    const broken = () => {
      throw new Error('the keyring is gone');
    };
    const vault = vaultOf({ available: true, encrypt: broken, decrypt: broken });

    expect(await vault.write('a', '1')).toMatchObject({ failure: { code: 'Vault_Unavailable' } });
    expect(vault.seal('1')).toBeNull();
    expect(vault.open('1')).toBeNull();
  });

  it('opens its own lines and nothing else', () => {
    const vault = vaultOf(aesStorage());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, other) => {
        const sealed = vault.seal(text) ?? '';
        expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(vault.open(sealed)).toBe(text);
        expect(vault.open(other)).toBeNull();
      }),
    );
  });

  it('has a twin for training of which nothing rests', async () => {
    const vault = memoryVault();
    await vault.write('a', '1');

    expect([vault.available, vault.read('a'), vault.open(vault.seal('é') ?? '')]).toEqual([true, '1', 'é']);
    await vault.remove('a');
    expect(vault.read('a')).toBeNull();
  });
});
