import { describe, expect, it } from 'vitest';
import { composeBoardView } from '../../../electron/ipc/compose-board-view.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';
import { boardStates } from '../../gallery/board-states.ts';
import * as f from '../../gallery/fixtures.ts';

const usual = boardStates.find(({ name }) => name === 'board-usual')?.view;
if (!usual || !('bound' in usual)) throw new Error('no view of the board');
const truth = {
  environment: f.formation,
  session: f.signedIn,
  binding: f.bound.binding,
  phone: { ...unboundPhone, calls: [f.connected] },
  board: usual.board,
  agent: null,
};
const { link } = usual.board;

describe('the view of the board', () => {
  it('has who waits and who is there for whoever works', () => {
    expect(composeBoardView(truth)).toMatchObject({
      locked: false,
      calls: [f.connected],
      board: usual.board,
    });
  });

  it('has no name and no number of anybody while the station is locked', () => {
    const view = composeBoardView({ ...truth, session: f.locked });
    expect(view).toMatchObject({ locked: true, calls: [], board: { link, rooms: [], colleagues: [] } });
    expect(JSON.stringify(view)).not.toMatch(/Smur Nantes|SPÉCIMEN|0639980/);
  });
});
