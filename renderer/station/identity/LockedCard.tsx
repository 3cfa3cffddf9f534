import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView, SessionView, SignInView } from '../../../electron/ipc/rooms/identity.ts';
import { Alert } from '../../ui/Alert.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { personName, t } from '../text.ts';
import { CardPanel } from './CardPanel.tsx';
import { DegradedForm, DegradedOffer } from './Degraded.tsx';
import { PinForm } from './PinForm.tsx';

interface LockedCardProps {
  readonly session: Extract<SessionView, { kind: 'locked' }>;
  readonly card: CardView;
  readonly signIn: SignInView;
  readonly failure: Failure | null;
}

/**
 * The card that opened the session and its PIN; of a session opened without one, any card of the same person, and
 * without the portal one that this station knows.
 */
export function LockedCard({ session, card, signIn, failure }: LockedCardProps) {
  const name = personName(session.person);
  const isOpenedByCard = session.method === 'card';
  const [wantsDegraded, setWantsDegraded] = useState(false);
  // A card that was refused the degraded mode is not offered it again.
  const isAway = signIn.providerAway && !failure?.code.startsWith('Degraded_');
  const canOffer = !isOpenedByCard && isAway && signIn.degraded === 'offered';
  const isOther = isOpenedByCard && card.kind === 'card-present' && !card.inUse;
  return (
    <>
      {card.kind !== 'card-present' && failure && <FailureAlert failure={failure} />}
      <CardPanel
        title={t(isOpenedByCard ? 'locked.insert' : 'locked.only', { name })}
        card={card}
        failure={isOther ? { code: 'Identity_OtherCard' } : failure}
      >
        {(present) => {
          if (isOther) {
            return (
              <Alert severity="warning" title={t('locked.other', { name })}>
                <p>{t('locked.otherText', { name, other: personName(present.holder) })}</p>
              </Alert>
            );
          }
          const { cardId } = present.holder;
          return canOffer && wantsDegraded ? (
            <DegradedForm
              key={`degraded ${cardId}`}
              card={present}
              failure={failure}
              onBack={() => setWantsDegraded(false)}
            />
          ) : (
            <>
              <PinForm
                key={cardId}
                card={present}
                failure={failure}
                submit={t('pin.unlock')}
                busy={session.progress?.way === 'card'}
              />
              {canOffer && <DegradedOffer onOpen={() => setWantsDegraded(true)} />}
            </>
          );
        }}
      </CardPanel>
    </>
  );
}
