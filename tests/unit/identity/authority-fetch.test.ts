import { createServer } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { authorityFetch } from '../../../electron/identity/oidc/authority-fetch.ts';

afterEach(() => void vi.restoreAllMocks());

it('what was to be sent is overwritten when the connection fails', async () => {
  const hangingUp = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => hangingUp.listen(0, '127.0.0.1', resolve));
  const address = hangingUp.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const read = vi.spyOn(Response.prototype, 'arrayBuffer');
  try {
    const sending = authorityFetch('')(`https://127.0.0.1:${port}/`, {
      method: 'POST',
      body: 'mot de passe',
    });
    await expect(sending).rejects.toThrow();
    const [taken] = await Promise.all(read.mock.results.map(({ value }) => value));
    expect(taken).toHaveProperty('byteLength', 12);
    await vi.waitUntil(() => new Uint8Array(taken).every((byte) => byte === 0));
  } finally {
    await new Promise((resolve) => hangingUp.close(resolve));
  }
});
