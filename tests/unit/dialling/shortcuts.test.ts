import { describe, expect, it, test } from 'vitest';
import { offeredKeys, readAccelerator } from '../../../electron/dialling/accelerator.ts';
import { commandOf } from '../../../electron/dialling/shortcut-commands.ts';
import { type ChosenKeys, Shortcuts } from '../../../electron/dialling/shortcuts.ts';
import { fail } from '../../../electron/failures/index.ts';
import { diallingSchema } from '../../../electron/settings/schemas/dialling.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Call, CallState } from '../../../electron/telephony/ports.ts';

describe('keys', () => {
  test.for([
    ['Control+Shift+F9', 'Control+Shift+F9'],
    ['shift + ctrl + f9', 'Control+Shift+F9'],
    ['CmdOrCtrl+Shift+K', 'Control+Shift+K'],
    ['Super+Alt+1', 'Alt+Super+1'],
    ['F13', 'F13'],
    ['mediaplaypause', 'MediaPlayPause'],
  ] as const)('%s are %s', ([written, keys]) => {
    expect(readAccelerator(written)).toEqual({ ok: true, value: keys });
  });

  test.for([
    '',
    'A',
    'F5',
    'Control+C',
    'Alt+F4',
    'Control+Alt+E',
    'Control+Shift+Alt+E',
    'Control+Control+F9',
    'Hyper+F9',
    'Control+Shift+Space',
    `Control+${'F9'.repeat(1_000)}`,
  ])('%s are not taken from other programs', (written) => {
    expect(readAccelerator(written)).toMatchObject({ failure: { code: 'Shortcut_Unusable' } });
  });

  it('that are offered are all usable, and each once', () => {
    expect(offeredKeys.map((keys) => readAccelerator(keys))).toEqual(
      offeredKeys.map((value) => ({ ok: true, value })),
    );
    expect(new Set(offeredKeys).size).toBe(offeredKeys.length);
  });
});

/** A workstation whose system has keys; some are another program's. */
function workstation(site: object = {}, takenByOthers: readonly string[] = []) {
  const held = new Map<string, () => void>();
  const pressed: string[] = [];
  const chosen = new Subject<ChosenKeys>({});
  const working = new Subject(true);
  const shortcuts = new Shortcuts({
    keys: {
      hold: (keys, onPress) => {
        if (takenByOthers.includes(keys) || held.has(keys)) return false;
        held.set(keys, onPress);
        return true;
      },
      release: (keys) => void held.delete(keys),
    },
    site: diallingSchema.parse({ shortcuts: site }).shortcuts,
    chosen,
    choose: (keys) => chosen.set(keys),
    working,
    onPress: (action) => pressed.push(action),
  });
  const statuses = () =>
    Object.fromEntries(shortcuts.state.get().map(({ action, status }) => [action, status]));
  return { shortcuts, held, pressed, chosen, working, statuses };
}

describe('the keys of a workstation', () => {
  it('open the number field and nothing more, unless the site or the workstation wants it', () => {
    const { held, pressed, statuses } = workstation();
    expect(statuses()).toEqual({
      callCopied: 'held',
      openNumberField: 'held',
      captureScreen: 'held',
      answer: 'none',
      hangUp: 'none',
      holdOrRetrieve: 'none',
    });
    held.get('Control+Shift+F9')?.();
    expect(pressed).toEqual(['callCopied']);
  });

  it('rest while nobody works there', () => {
    const { held, working, statuses } = workstation();
    working.set(false);
    expect([...held.keys()]).toEqual([]);
    expect(statuses()).toMatchObject({ callCopied: 'resting' });
    working.set(true);
    expect(statuses()).toMatchObject({ callCopied: 'held' });
  });

  it('that another program holds are told, and the others work', () => {
    const { statuses } = workstation({}, ['Control+Shift+F9']);
    expect(statuses()).toMatchObject({ callCopied: 'taken', openNumberField: 'held' });
  });

  it('that two actions want go to the first, and the second is told', () => {
    const { statuses } = workstation({ answer: 'Ctrl+Shift+F9' });
    expect(statuses()).toMatchObject({ callCopied: 'held', answer: 'same-keys' });
  });

  it('that the configuration must not ask for are told', () => {
    expect(workstation({ answer: 'Control+C' }).statuses()).toMatchObject({ answer: 'unusable' });
  });

  it('are chosen there, and the old ones let go', () => {
    const { shortcuts, held, chosen } = workstation();
    expect(shortcuts.choose('callCopied', 'F13')).toEqual({ ok: true, value: undefined });
    expect([...held.keys()]).toEqual(['F13', 'Control+Shift+F10', 'Control+Shift+F11']);
    expect(chosen.get()).toEqual({ callCopied: 'F13' });
    shortcuts.choose('callCopied', null);
    expect([...held.keys()]).toEqual(['Control+Shift+F10', 'Control+Shift+F11']);
    shortcuts.reset();
    expect([...held.keys()]).toEqual(['Control+Shift+F9', 'Control+Shift+F10', 'Control+Shift+F11']);
  });

  it('stay as they were when others cannot be had', () => {
    const { shortcuts, chosen } = workstation({}, ['F14']);
    expect(shortcuts.choose('answer', 'F14')).toEqual(fail('Shortcut_Taken', { keys: 'F14' }));
    expect(shortcuts.choose('answer', 'Control+Shift+F10')).toEqual(
      fail('Shortcut_SameKeys', { keys: 'Control+Shift+F10' }),
    );
    expect(shortcuts.choose('answer', 'A')).toEqual(fail('Shortcut_Unusable', { keys: 'A' }));
    expect(chosen.get()).toEqual({});
  });

  it('are tried also while nobody works there, and not kept', () => {
    const { shortcuts, held, working } = workstation({}, ['F14']);
    working.set(false);
    expect(shortcuts.choose('answer', 'F14').ok).toBe(false);
    expect(shortcuts.choose('answer', 'F13').ok).toBe(true);
    expect(held.size).toBe(0);
  });

  it('are all let go at the end', () => {
    const { shortcuts, held } = workstation();
    shortcuts.close();
    expect(held.size).toBe(0);
  });
});

describe('a key acts on the call that is beyond doubt', () => {
  const call = (id: string, state: CallState): Call => ({
    id,
    state,
    direction: 'inbound',
    number: '0240083333',
    displayName: null,
    startedAt: 0,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
  });

  test.for([
    ['answer', [call('a', 'connected'), call('b', 'ringing')], { action: 'answer', callId: 'b' }],
    ['answer', [call('a', 'connected')], 'Shortcut_NothingRings'],
    ['hangUp', [call('a', 'ringing'), call('b', 'connected')], { action: 'hangUp', callId: 'b' }],
    ['hangUp', [call('a', 'dialling')], { action: 'hangUp', callId: 'a' }],
    ['hangUp', [call('a', 'ringing'), call('b', 'held')], 'Shortcut_NothingToHangUp'],
    ['holdOrRetrieve', [call('a', 'held'), call('b', 'connected')], { action: 'hold', callId: 'b' }],
    ['holdOrRetrieve', [call('a', 'held'), call('b', 'ringing')], { action: 'retrieve', callId: 'a' }],
    ['holdOrRetrieve', [call('a', 'held'), call('b', 'held')], 'Shortcut_SeveralHeld'],
    ['holdOrRetrieve', [call('a', 'ended')], 'Shortcut_NothingToHold'],
  ] as const)('%s', ([action, calls, expected]) => {
    const command = commandOf(action, calls);
    expect(command.ok ? command.value : command.failure.code).toEqual(expected);
  });
});
