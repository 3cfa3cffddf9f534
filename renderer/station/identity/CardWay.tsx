import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView, SignInView } from '../../../electron/ipc/rooms/identity.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';
import { CardPanel } from './CardPanel.tsx';
import { DegradedForm, DegradedOffer } from './Degraded.tsx';
import { PinForm } from './PinForm.tsx';

interface CardWayProps {
  readonly card: CardView;
  readonly signIn: SignInView;
  /** Why the last attempt with a card failed. */
  readonly failure: Failure | null;
  /** Whether the person chose to work without the portal. */
  readonly wantsDegraded: boolean;
  readonly onWantDegraded: (wanted: boolean) => void;
}

/** The card is asked for, then its PIN; without the portal, a session of telephony only may be opened instead. */
export function CardWay({ card, signIn, failure, wantsDegraded, onWantDegraded }: CardWayProps) {
  // A card that was refused the degraded mode is not offered it again.
  const isAway = signIn.providerAway && !failure?.code.startsWith('Degraded_');
  const canOffer = isAway && signIn.degraded === 'offered';
  return (
    <>
      {card.kind !== 'card-present' && failure && <FailureAlert failure={failure} />}
      <CardPanel title={t('card.title')} card={card} failure={failure}>
        {(present) =>
          canOffer && wantsDegraded ? (
            <DegradedForm
              key={present.holder.cardId}
              card={present}
              failure={failure}
              onBack={() => onWantDegraded(false)}
            />
          ) : (
            <>
              <PinForm
                key={present.holder.cardId}
                card={present}
                failure={failure}
                submit={t('pin.submit')}
              />
              {canOffer && failure && <DegradedOffer onOpen={() => onWantDegraded(true)} />}
              {isAway && failure && signIn.degraded === 'no-secret-storage' && (
                <p className="discreet">{t('degraded.noSecretStorage')}</p>
              )}
            </>
          )
        }
      </CardPanel>
    </>
  );
}
