import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { Records } from '../../../electron/records/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { TicketFollower } from '../../../electron/support/index.ts';
import { type OperationName, type OperationReply, operations } from '../../../native/records/contract.ts';

const replies: { readonly [N in OperationName]: { readonly reply: z.ZodType<OperationReply<N>> } } =
  operations;

/** Looks once at a desk where the numbers in `unread` cannot be read. Gives what was asked for, and why not all was. */
async function lookAt(numbers: readonly string[], unreadable: readonly string[]) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'support.following': { references: [], numbers: numbers.map((number) => ({ number, mark: null })) },
    'support.unread-tickets': 0,
  };
  const records: Pick<Records, 'call'> = {
    call: async (operation) => ok(replies[operation].reply.parse(answers[operation])),
  };
  const failure = fail('Support_PortalUnreachable').failure;
  const follower = new TicketFollower({
    records,
    reader: {
      list: async () => ({ kind: 'gone' }),
      byReference: async () => ({ kind: 'gone' }),
      ticket: async (number) => {
        asked.push(number);
        return unreadable.includes(number) ? { kind: 'failed', failure, retryAfter: null } : { kind: 'gone' };
      },
    },
    owner: new Subject<string | null>('camille'),
    address: new Subject<string | null>(null),
    times: { every: 1, afterSending: 1, backOff: { base: 60_000, cap: 60_000 } },
    days: 90,
    random: () => 0.5,
    report: (error) => {
      throw error;
    },
  });
  await expect.poll(() => follower.state.get().failure, { timeout: 20_000 }).not.toBeNull();
  const { failure: told } = follower.state.get();
  follower.close();
  return { asked, told };
}

it('a ticket that cannot be read keeps no other from being read, and is told', async () => {
  const { asked, told } = await lookAt(['1', '2', '3'], ['1']);
  expect(asked).toEqual(['1', '2', '3']);
  expect(told?.code).toBe('Support_PortalUnreachable');
});

it('two in a row that cannot be read are a desk that is away', async () => {
  const { asked } = await lookAt(['1', '2', '3', '4'], ['2', '3']);
  expect(asked).toEqual(['1', '2', '3']);
});

it('those who show the tickets are not told of each of many that are read, but of what they have come to', async () => {
  const numbers = Array.from({ length: 25 }, (_, index) => String(index + 1));
  const answers: Readonly<Record<string, unknown>> = {
    'support.following': { references: [], numbers: numbers.map((number) => ({ number, mark: null })) },
    'support.unread-tickets': 3,
    'support.keep-ticket': 0,
  };
  const copy = { entries: [], documents: [], milestones: [], copiedAt: 0 };
  const follower = new TicketFollower({
    records: { call: async (operation) => ok(replies[operation].reply.parse(answers[operation])) },
    reader: {
      list: async () => ({ kind: 'gone' }),
      byReference: async () => ({ kind: 'gone' }),
      ticket: async (number) => {
        const found = { number, subject: '', changedAt: 0, mark: '1' };
        return { kind: 'read', value: { found: { ...found, kind: 'incident', state: 'new' }, copy } };
      },
    },
    owner: new Subject<string | null>('camille'),
    address: new Subject<string | null>(null),
    times: { every: 60_000, afterSending: 1, backOff: { base: 60_000, cap: 60_000 } },
    days: 90,
    random: () => 0,
    report: (error) => {
      throw error;
    },
  });
  await expect.poll(() => follower.state.get().asOf).not.toBeNull();
  await expect.poll(() => follower.state.get().unread).toBe(3);
  expect(follower.state.get().revision).toBeLessThan(6);
  follower.close();
});

describe('what nobody foresaw', () => {
  /** Looks again and again, at records that throw as `broken` says; gives what was told of. */
  function follow(broken: (operation: OperationName) => boolean) {
    const reported: unknown[] = [];
    const asked: OperationName[] = [];
    const bug = new Error('nobody foresaw this');
    const follower = new TicketFollower({
      records: {
        call: async (operation) => {
          asked.push(operation);
          if (broken(operation)) throw bug;
          const answer = operation === 'support.following' ? { references: [], numbers: [] } : 0;
          return ok(replies[operation].reply.parse(answer));
        },
      },
      reader: {
        list: async () => ({ kind: 'gone' }),
        byReference: async () => ({ kind: 'gone' }),
        ticket: async () => ({ kind: 'gone' }),
      },
      owner: new Subject<string | null>('camille'),
      address: new Subject<string | null>(null),
      times: { every: 5, afterSending: 1, backOff: { base: 1, cap: 5 } },
      days: 90,
      random: () => 0.5,
      report: (error) => reported.push(error),
    });
    const looks = () => asked.filter((operation) => operation === 'support.following').length;
    return { follower, reported, looks, bug };
  }

  it('is told, as a failure and as a bug, and the next look comes all the same', async () => {
    let isBroken = true;
    const { follower, reported, looks, bug } = follow(
      (operation) => isBroken && operation === 'support.following',
    );
    await expect.poll(() => follower.state.get().failure?.code).toBe('Request_Failed');
    expect(reported).toContain(bug);
    await expect.poll(looks).toBeGreaterThan(2);
    isBroken = false;
    await expect.poll(() => follower.state.get()).toMatchObject({ failure: null, asOf: expect.any(Number) });
    follower.close();
  });

  it('stops nothing where it comes up as the look is over, or as something was sent', async () => {
    const { follower, reported, looks } = follow((operation) => operation === 'support.unread-tickets');
    follower.sent();
    await expect.poll(looks).toBeGreaterThan(2);
    expect(reported.length).toBeGreaterThan(2);
    follower.close();
  });
});
