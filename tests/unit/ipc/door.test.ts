import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import { wipe } from '../../../electron/ipc/wipe.ts';
import { bar, bound, call } from '../../gallery/fixtures.ts';
import { handlersOver, pin } from '../handlers/station.ts';

type Listener = (event: object, request: unknown) => Promise<Result<unknown>>;
const listeners = vi.hoisted(() => new Map<string, Listener>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
}));
const { Router } = await import('../../../electron/ipc/router.ts');

const zeroes = new Uint8Array(4);
const beforeAnswer = (): void => undefined;

it('a window is told what it shows when that is something else, and not each time that anything changed', () => {
  const router = new Router({
    handlers: handlersOver(null),
    isPageOf: () => true,
    beforeAnswer,
    report: vi.fn(),
  });
  const told: unknown[] = [];
  const page = { isDestroyed: () => false, send: (_channel: string, view: unknown) => told.push(view) };
  const ringing = { ...bar, phone: { ...bound, calls: [call('r')] } };
  for (const view of [bar, { ...bar }, ringing, structuredClone(ringing), bar]) {
    router.publish<'bar'>(page, view);
  }
  expect(told).toEqual([bar, ringing, bar]);
});

it('a page is told what its request changed before it has the answer', async () => {
  const order: string[] = [];
  const router = new Router({
    handlers: handlersOver(null),
    isPageOf: () => true,
    beforeAnswer: (kind) => void order.push(`${kind} is told`),
    report: vi.fn(),
  });
  const mainFrame = { url: 'app://bandeau/station/' };
  const page = { id: 8, mainFrame, isDestroyed: () => false, send: () => undefined };
  const contents = Object.assign(new EventEmitter(), page);
  router.admit('station', contents);
  await listeners.get('station.attended')?.({ sender: contents, senderFrame: mainFrame }, undefined);
  order.push('answer');
  expect(order).toEqual(['station is told', 'answer']);
});

describe('the bytes of a PIN', () => {
  it('are overwritten when the door refuses the request', async () => {
    const report = vi.fn();
    new Router({ handlers: handlersOver(null), isPageOf: () => true, beforeAnswer, report });
    const request = { pin: pin() };
    const stranger = { sender: { id: 7 }, senderFrame: null };
    expect(await listeners.get('identity.submitPin')?.(stranger, request)).toEqual(fail('Request_Refused'));
    expect(request.pin).toEqual(zeroes);
    expect(report).toHaveBeenCalledWith('request identity.submitPin refused: unknown sender');
  });

  it('are overwritten wherever a request has them', () => {
    const [alone, member] = [pin(), pin()];
    for (const request of [alone, { pin: member, note: 'x' }, undefined, null, 'text', 7]) wipe(request);
    expect([alone, member]).toEqual([zeroes, zeroes]);
  });
});
