import type { CapturesState } from '../../../electron/telephony/outage-captures.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { outageText as t } from '../../ui/outage-text.ts';
import { dayAndTimeOf } from '../../ui/time-of.ts';
import { useIntent } from '../../ui/use-intent.ts';

/** What this workstation keeps of outages for a report: when and of what; the pictures stay in main. */
export function Captures({ captures }: { readonly captures: CapturesState }) {
  const keep = useIntent(() => stationBridge.ask('outage.keepCapture', undefined));
  const forget = useIntent(() => stationBridge.ask('outage.forgetCaptures', undefined));
  const failure = keep.failure ?? forget.failure;
  if (!captures.possible) return <p className="discreet">{t('capture.impossible')}</p>;
  return (
    <div className="outage__captures">
      {failure && <FailureAlert failure={failure} />}
      <h2 className="outage__subtitle">{t('capture.title')}</h2>
      <p className="discreet">{t('capture.text')}</p>
      {captures.kept.length > 0 && (
        <ul>
          {captures.kept.map(({ id, at, cause }) => (
            <li key={id}>
              {t('capture.one', {
                time: dayAndTimeOf(at),
                cause: cause ? t(`cause.${cause}`) : t('capture.noCause'),
              })}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button priority="secondary" busy={keep.pending} onClick={() => void keep.run()}>
          {t('capture.keep')}
        </Button>
        {captures.kept.length > 0 && (
          <Button priority="tertiary" busy={forget.pending} onClick={() => void forget.run()}>
            {t('capture.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}
