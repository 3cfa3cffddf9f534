import type { Failure } from '../../../electron/failures/index.ts';
import { isAway } from '../../../electron/identity/provider-failures.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { t } from '../text.ts';
import type { PresentCard } from './CardPanel.tsx';
import { PinForm } from './PinForm.tsx';

/** The portal is away: the telephone need not wait for it. */
export function DegradedOffer({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <section className="offer" aria-labelledby="degraded-title">
      <h3 id="degraded-title" className="offer__title">
        {t('degraded.offer.title')}
      </h3>
      <Button onClick={onOpen}>{t('degraded.open')}</Button>
      <p className="discreet">{t('degraded.offer')}</p>
    </section>
  );
}

interface DegradedFormProps {
  readonly card: PresentCard;
  readonly failure: Failure | null;
  readonly onBack: () => void;
}

/** The PIN once more, to work with the telephone only. */
export function DegradedForm({ card, failure, onBack }: DegradedFormProps) {
  return (
    <>
      <div className="offer">
        <h3 className="offer__title">{t('degraded.title')}</h3>
        <p>{t('degraded.text')}</p>
      </div>
      <PinForm
        card={card}
        // Why the portal did not answer was said before this was chosen.
        failure={failure && isAway(failure) ? null : failure}
        submit={t('degraded.submit')}
        ask={(pin) => stationBridge.ask('identity.openDegraded', { pin })}
      />
      <div className="buttons">
        <Button priority="tertiary" onClick={onBack}>
          {t('degraded.back')}
        </Button>
      </div>
    </>
  );
}
