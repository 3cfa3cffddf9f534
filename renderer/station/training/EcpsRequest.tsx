import type { TrainingEcpsRequest } from '../../../electron/ipc/rooms/training.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';

/** A request on somebody's simulated e-CPS: two digits to compare, then yes or no. */
export function EcpsRequest({ request }: { readonly request: TrainingEcpsRequest }) {
  const { id, name, digits, channel, expiresAt } = request;
  const answer = useIntent((accept: boolean) =>
    stationBridge.ask('training.answerEcps', { requestId: id, accept }),
  );
  return (
    <article className="training__message training__ecps">
      <p className="training__from">
        <strong>{t(`training.ecps.${channel}`, { name })}</strong>
      </p>
      <p>{t('training.ecpsCompare')}</p>
      <p className="training__digits">{digits}</p>
      <Countdown until={expiresAt} text={t('training.ecpsLeft')} over={t('training.ecpsExpired')} />
      {answer.failure && <FailureAlert failure={answer.failure} onClose={answer.clear} />}
      <div className="training__answers">
        <Button
          small
          label={t('training.acceptOf', { name })}
          busy={answer.pending}
          onClick={() => void answer.run(true)}
        >
          {t('training.accept')}
        </Button>
        <Button
          small
          priority="secondary"
          label={t('training.refuseOf', { name })}
          busy={answer.pending}
          onClick={() => void answer.run(false)}
        >
          {t('training.refuse')}
        </Button>
      </div>
    </article>
  );
}
