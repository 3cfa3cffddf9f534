import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { useFailureText } from '../../../ui/helpdesk.ts';
import { t } from './text.ts';
import { momentOf } from './times.ts';

/** How old is what is shown, and why; the way to look again. */
export function Freshness({ support }: { readonly support: SupportView }) {
  const { reads, asOf, failure, looking } = support.tickets;
  const isTraining = support.kept === 'training';
  const textOf = useFailureText();
  if (!reads) {
    return (
      <Alert severity="info" title={t(isTraining ? 'training' : 'mailbox')}>
        <p>{t(isTraining ? 'trainingText' : 'mailboxText')}</p>
      </Alert>
    );
  }
  const at = asOf === null ? null : momentOf(asOf, Date.now());
  return (
    <>
      {failure && (
        <Alert severity="warning" title={t('away')}>
          <p>
            {t('awayText', {
              cause: textOf(failure).cause,
              asOf: at === null ? t('awayNever') : t('awayAsOf', { at }),
            })}
          </p>
        </Alert>
      )}
      <div className="tickets__fresh">
        <p className="discreet" role="status">
          {looking ? t('looking') : at === null ? t('asOfNever') : t('asOf', { at })}
        </p>
        <Button
          small
          priority="tertiary"
          busy={looking}
          onClick={() => void stationBridge.ask('support.lookTickets', undefined)}
        >
          {t('look')}
        </Button>
      </div>
    </>
  );
}
