import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyAction } from '../../../electron/telephony/ports.ts';
import { relationOf, whatItDoes } from '../../../renderer/bar/verb-texts.ts';
import {
  callsOf,
  commandOf,
  obstacleOf,
  type PhoneSituation,
  retrieval,
  secondaryVerbs,
} from '../../../renderer/ui/secondary-verbs.ts';
import { call, conference, connected, consulted, original } from '../../gallery/fixtures.ts';

const ringing = call('r');

function situation(over: Partial<PhoneSituation> = {}): PhoneSituation {
  return {
    calls: [],
    capabilities: everyAction({ available: true }),
    lastDialled: null,
    doNotDisturb: null,
    ...over,
  };
}
const consulting = situation({ calls: [original, consulted] });
const possible = (of: PhoneSituation, lead = of.calls[0] ?? null) =>
  secondaryVerbs.filter((verb) => obstacleOf(verb, of, lead) === null);

describe('what the second row offers', () => {
  it('is nothing about calls while there is none', () => {
    expect(possible(situation())).toEqual(['doNotDisturb']);
  });

  it('consults, transfers blindly and sends keys during one call, and dials the last number again', () => {
    const talking = situation({ calls: [connected], lastDialled: '15' });
    expect(possible(talking)).toEqual([
      'consult',
      'singleStepTransfer',
      'generateDigits',
      'redial',
      'doNotDisturb',
    ]);
  });

  it('deflects a call that rings, and nothing else of it', () => {
    expect(possible(situation({ calls: [ringing] }))).toEqual(['deflect', 'doNotDisturb']);
  });

  it('alternates, transfers and joins two calls, whichever leads', () => {
    for (const lead of consulting.calls) {
      expect(possible(consulting, lead)).toEqual([
        'alternate',
        'transfer',
        'conference',
        'singleStepTransfer',
        'generateDigits',
        'doNotDisturb',
      ]);
    }
  });

  it('still transfers the two calls under way while a third one rings and leads', () => {
    const third = situation({ calls: [original, consulted, ringing] });
    expect(obstacleOf('conference', third, ringing)).toBeNull();
    expect(callsOf('transfer', third.calls, ringing)).toEqual({ call: original, other: consulted });
  });

  it('leaves a call with a colleague who does not answer yet, but does not join them', () => {
    const dialling = { ...consulted, state: 'dialling' as const, connectedAt: null };
    const rings = situation({ calls: [original, dialling] });
    expect(obstacleOf('transfer', rings, dialling)).toBeNull();
    expect(obstacleOf('conference', rings, dialling)).toBe('Phone_OtherCallMissing');
  });

  it('says that no number was dialled yet', () => {
    expect(obstacleOf('redial', situation(), null)).toBe('nothing-dialled');
  });
});

describe('what is asked of main', () => {
  it('transfers the one that waits to the one that was consulted', () => {
    expect(commandOf('transfer', consulting, consulted)).toEqual({
      action: 'transfer',
      callId: 'o',
      otherId: 'k',
    });
  });

  it('comes back to the call on hold, whichever was made first', () => {
    expect(commandOf('alternate', consulting, consulted)).toEqual({ action: 'alternate', callId: 'o' });
    const swapped = situation({
      calls: [
        { ...original, state: 'connected' },
        { ...consulted, state: 'held' },
      ],
    });
    expect(commandOf('alternate', swapped, swapped.calls[0] ?? null)).toEqual({
      action: 'alternate',
      callId: 'k',
    });
  });

  it('swaps in one step where the first button retrieves during a conversation', () => {
    expect(retrieval(original, consulting)).toEqual({ action: 'alternate', callId: 'o' });
    expect(retrieval(original, situation({ calls: [original] }))).toEqual({
      action: 'retrieve',
      callId: 'o',
    });
    const cannot = {
      ...everyAction({ available: true }),
      alternate: { available: false, reason: 'phone-cannot' },
    } as const;
    expect(retrieval(original, { ...consulting, capabilities: cannot })).toEqual({
      action: 'retrieve',
      callId: 'o',
    });
  });

  it('dials the last number again, and switches « ne pas déranger » over', () => {
    expect(commandOf('redial', situation({ lastDialled: '15' }), null)).toEqual({
      action: 'dial',
      number: '15',
    });
    expect(commandOf('doNotDisturb', situation(), null)).toEqual({ action: 'doNotDisturb', on: true });
    expect(commandOf('doNotDisturb', situation({ doNotDisturb: true }), null)).toEqual({
      action: 'doNotDisturb',
      on: false,
    });
  });

  it('is never about a call that is over', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        state: fc.constantFrom('ringing', 'dialling', 'connected', 'held', 'ended'),
        consultationOf: fc.constantFrom(null, 'a', 'b'),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(some, fc.constantFrom(...secondaryVerbs), fc.nat(3), (calls, verb, index) => {
        const all = situation({ calls: calls.map(({ id, ...over }) => call(id, over)) });
        const lead = all.calls[index] ?? null;
        if (obstacleOf(verb, all, lead) !== null) return;
        const command = commandOf(verb, all, lead);
        for (const key of ['callId', 'otherId']) {
          const id: unknown = command && Object.entries(command).find(([name]) => name === key)?.[1];
          if (id) expect(all.calls.find((one) => one.id === id)?.state).not.toBe('ended');
        }
      }),
    );
  });
});

describe('what is said of it in words', () => {
  it('tells who will talk to whom, and that one leaves', () => {
    expect(whatItDoes('transfer', consulting, consulted)).toBe(
      'M. Le Bihan parlera à CH Nantes – Urgences, vous quittez l’appel.',
    );
    expect(whatItDoes('conference', consulting, consulted)).toBe(
      'Vous, M. Le Bihan et CH Nantes – Urgences parlerez ensemble.',
    );
    expect(whatItDoes('alternate', consulting, consulted)).toBe(
      'Vous parlerez à M. Le Bihan\u00a0; CH Nantes – Urgences attendra.',
    );
  });

  it('tells who is talked to and who waits', () => {
    expect(relationOf(consulting.calls, consulted)).toBe(
      'Vous parlez à CH Nantes – Urgences, M. Le Bihan attend.',
    );
    expect(relationOf([conference], conference)).toBe(
      'Conférence\u00a0: vous, M. Le Bihan, CH Nantes – Urgences et Smur Nantes.',
    );
    expect(relationOf([], null)).toBe('Aucun appel en cours.');
  });
});
