import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runElectronScript } from '../../e2e/support/electron-script.ts';
import { type OrdinaryUser, ordinaryUser } from '../../e2e/support/ordinary-user.ts';
import { startDisplay, type VirtualDisplay } from '../../stand/display.ts';
import { type SecretStorage, startSecretStorage } from '../../stand/secrets/index.ts';

const TEXT = 'Une ligne du journal – Zoé';
const backend = `return electron.safeStorage.getSelectedStorageBackend();`;
const seal = `return electron.safeStorage.encryptString(${JSON.stringify(TEXT)}).toString('base64');`;
const open = (sealed: unknown): string =>
  `return electron.safeStorage.decryptString(Buffer.from(${JSON.stringify(sealed)}, 'base64'));`;

let display: VirtualDisplay;
let user: OrdinaryUser;

beforeAll(async () => {
  display = await startDisplay({ width: 800, height: 600, windowManager: false });
  user = ordinaryUser();
});
afterAll(() => display?.stop());

const run = (body: string, storage?: SecretStorage): Promise<unknown> =>
  runElectronScript({
    user,
    display: display.name,
    ...(storage && { environment: storage.environment }),
    body,
  });

const started = async (): Promise<SecretStorage> => {
  const storage = await startSecretStorage(user);
  onTestFinished(() => storage.stop());
  return storage;
};

describe('safeStorage of the real runtime', () => {
  test('keeps its key in the secret storage, from one launch to the next', async () => {
    const storage = await started();
    expect(await run(backend, storage)).toBe('gnome_libsecret');
    const sealed = await run(seal, storage);
    expect(sealed).toMatch(/^[A-Za-z0-9+/]{40,}=*$/);
    expect(await run(open(sealed), storage)).toBe(TEXT);
  });

  test('opens nothing that another storage sealed', async () => {
    const sealed = await run(seal, await started());
    expect(await run(open(sealed), await started())).toEqual({ error: expect.stringContaining('decrypt') });
  });

  test('has no secret storage where the session has none', async () => {
    expect(await run(backend)).toBe('basic_text');
  });
});
