import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView, SessionView } from '../../../electron/ipc/views.ts';
import { Alert } from '../../ui/Alert.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { personName, t } from '../text.ts';
import { CardPanel } from './CardPanel.tsx';
import { PinForm } from './PinForm.tsx';

interface LockedCardProps {
  readonly session: Extract<SessionView, { kind: 'locked' }>;
  readonly card: CardView;
  readonly failure: Failure | null;
}

/** The card that opened the session and its PIN; of a session opened without one, any card of the same person. */
export function LockedCard({ session, card, failure }: LockedCardProps) {
  const name = personName(session.person);
  const isOpenedByCard = session.method === 'card';
  const isOther = isOpenedByCard && card.kind === 'card-present' && !card.inUse;
  return (
    <>
      {card.kind !== 'card-present' && failure && <FailureAlert failure={failure} />}
      <CardPanel
        title={t(isOpenedByCard ? 'locked.insert' : 'locked.only', { name })}
        card={card}
        failure={isOther ? { code: 'Identity_OtherCard' } : failure}
      >
        {(present) =>
          isOther ? (
            <Alert severity="warning" title={t('locked.other', { name })}>
              <p>{t('locked.otherText', { name, other: personName(present.holder) })}</p>
            </Alert>
          ) : (
            <PinForm
              key={present.holder.cardId}
              card={present}
              failure={failure}
              submit={t('pin.unlock')}
              busy={session.progress?.way === 'card'}
            />
          )
        }
      </CardPanel>
    </>
  );
}
