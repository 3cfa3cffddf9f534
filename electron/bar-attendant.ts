import type { SessionState } from './identity/index.ts';
import type { Services } from './services/services.ts';
import type { Subject } from './shared/listeners.ts';
import type { BarWindow } from './shell/bar-window.ts';
import type { BoardWindow } from './shell/board-window.ts';

export interface BarAttendantOptions {
  readonly bar: Pick<BarWindow, 'show' | 'withdraw' | 'hide' | 'page'>;
  readonly board: Pick<BoardWindow, 'close'>;
  readonly expanded: Pick<Subject<boolean>, 'set'>;
}

/**
 * Gives what to call at each change of the session or the phone. The bar is on the screen with a phone, from the moment
 * when its number is given, and ready out of sight from the moment when somebody signs in. One that was prepared for a
 * PIN goes with the card, or with the session; nothing else that changes takes it away.
 */
export function barAttendant({ bar, board, expanded }: BarAttendantOptions) {
  let attended: SessionState['kind'] = 'signed-out';
  return ({
    binding,
    card,
    identity,
    phone,
  }: Pick<Services, 'binding' | 'card' | 'identity' | 'phone'>): void => {
    const session = identity.state.get().kind;
    const isOver = session === 'signed-out' && attended !== session;
    attended = session;
    const { kind } = binding.state.get();
    if (kind === 'bound' || kind === 'binding') {
      bar.show();
      return;
    }
    if (session !== 'signed-out') {
      bar.withdraw();
      phone.prepare();
      return;
    }
    board.close();
    expanded.set(false);
    // The phone may be let go after the session has ended: a bar that is still shown then goes with it.
    if (isOver || bar.page || card.state.get().kind !== 'card-present') bar.hide();
  };
}
