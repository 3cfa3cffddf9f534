import type { CardHolder, CardState } from '../../native/card/protocol.ts';
import { fail, ok, type Result } from '../failures/index.ts';

export interface PresentCard {
  readonly holder: CardHolder;
  /** DER, leaf first. */
  readonly chain: readonly Uint8Array[];
}

/** The card that can be asked for a signature now, or why there is none: the `Card_…` failure of that state. */
export function presentCard(state: CardState): Result<PresentCard> {
  switch (state.kind) {
    case 'card-present': {
      const { holder, chain, validity } = state;
      if (validity === 'expired') return fail('Card_CertificateExpired', { date: day(holder.notAfter) });
      if (validity === 'not-yet-valid') {
        return fail('Card_CertificateNotYetValid', { date: day(holder.notBefore) });
      }
      return ok({ holder, chain });
    }
    case 'reader-empty':
    case 'reading':
      return fail('Card_ReaderEmpty');
    case 'no-reader':
      return fail('Card_NoReader');
    case 'card-unknown':
      return fail('Card_Unknown');
    case 'no-certificate':
      return fail('Card_NoCertificate');
    case 'service-stopped':
      return fail('Card_ServiceStopped');
    case 'middleware-missing':
      return fail('Card_MiddlewareMissing');
    case 'starting':
    case 'not-answering':
      return fail('Card_NotAnswering');
  }
}

/** The card in the reader, or null; `unknown` while the reader's software starts again. */
export function cardIn(state: CardState): { readonly cardId: string } | null | 'unknown' {
  if (state.kind === 'starting' || state.kind === 'not-answering') return 'unknown';
  return state.kind === 'card-present' ? state.holder : null;
}

/** Whether that card is in the reader. */
export function presenceOf(cardId: string, state: CardState): 'present' | 'absent' | 'unknown' {
  const card = cardIn(state);
  if (card === 'unknown') return 'unknown';
  return card?.cardId === cardId ? 'present' : 'absent';
}

function day(date: string): string {
  return new Date(date).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}
