import { useState } from 'react';
import type { DegradedState } from '../../../electron/identity/session-state.ts';
import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { PinForm } from '../identity/PinForm.tsx';
import { t } from '../text.ts';
import { formatDayAndTime } from './dates.ts';

interface DegradedProps {
  readonly state: DegradedState;
  readonly card: CardView;
}

/** The session goes without the portal: since when, what works, and the way back once the portal answers. */
export function Degraded({ state, card }: DegradedProps) {
  const { since, portalBack, busy, failure } = state;
  const [asked, setAsked] = useState(false);
  // The PIN is asked for on demand: its field takes the keyboard, which may be typing a phone number just then.
  const asking = asked || busy || failure !== null;
  if (!portalBack) {
    return (
      <Alert severity="warning" title={t('withoutPortal.title')}>
        <p>
          {t('withoutPortal.since', { since: formatDayAndTime(since) })} {t('withoutPortal.works')}
        </p>
      </Alert>
    );
  }
  if (card.kind !== 'card-present') {
    return (
      <Alert severity="warning" title={t('withoutPortal.back.title')}>
        <p>{t('withoutPortal.back.card')}</p>
      </Alert>
    );
  }
  return (
    <section className="degraded">
      <Alert severity="info" title={t('withoutPortal.back.title')}>
        <p>
          {t('withoutPortal.title')}. {t('withoutPortal.back.text')}
        </p>
        {!asking && (
          <div className="buttons">
            <Button small onClick={() => setAsked(true)}>
              {t('withoutPortal.back.open')}
            </Button>
          </div>
        )}
      </Alert>
      {asking && (
        <PinForm
          key={card.holder.cardId}
          card={card}
          failure={failure}
          submit={t('withoutPortal.back.submit')}
          busy={busy}
        />
      )}
    </section>
  );
}
