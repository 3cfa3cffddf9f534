import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { formatDate } from '../text.ts';

/** What stands between this reader or card and a sign-in; null when nothing does, or nothing is known yet. */
export function cardFailure(card: CardView): Failure | null {
  switch (card.kind) {
    case 'starting':
    case 'reading':
      return null;
    case 'middleware-missing':
      return { code: 'Card_MiddlewareMissing' };
    case 'service-stopped':
      return { code: 'Card_ServiceStopped' };
    case 'no-reader':
      return { code: 'Card_NoReader' };
    case 'not-answering':
      return { code: 'Card_NotAnswering' };
    case 'reader-empty':
      return { code: 'Card_ReaderEmpty' };
    case 'card-unknown':
      return { code: 'Card_Unknown' };
    case 'no-certificate':
      return { code: 'Card_NoCertificate' };
    case 'card-present':
      return presentFailure(card);
  }
}

function presentFailure(card: Extract<CardView, { kind: 'card-present' }>): Failure | null {
  if (card.validity === 'expired') {
    return { code: 'Card_CertificateExpired', parameters: { date: formatDate(card.holder.notAfter) } };
  }
  if (card.validity === 'not-yet-valid') {
    return { code: 'Card_CertificateNotYetValid', parameters: { date: formatDate(card.holder.notBefore) } };
  }
  return card.pinTriesLeft === 0 ? { code: 'Card_PinBlocked' } : null;
}
