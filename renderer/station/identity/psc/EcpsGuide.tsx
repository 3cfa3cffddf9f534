import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useIntent } from '../../../ui/use-intent.ts';
import { Panel } from '../../shell/Panel.tsx';
import { t } from '../../text.ts';
import { QrCode } from './QrCode.tsx';

interface EcpsGuideProps {
  /** Address of the activation page. */
  readonly address: string;
  /** Starts a sign-in by PSC: it works only with an active e-CPS. */
  readonly onCheck: () => void;
  readonly onClose: () => void;
}

const steps = [1, 2, 3, 4, 5, 6, 7] as const;

/** How an e-CPS is made from a card (seed 002), step by step. */
export function EcpsGuide({ address, onCheck, onClose }: EcpsGuideProps) {
  const [opened, setOpened] = useState(false);
  const opening = useIntent(() => stationBridge.ask('ecps.openActivation', undefined));
  return (
    <Panel title={t('ecps.title')} onClose={onClose}>
      <div className="guide">
        <div>
          <h3 className="subtitle">{t('ecps.before')}</h3>
          <ul>
            <li>{t('ecps.before.card')}</li>
            <li>{t('ecps.before.phone')}</li>
            <li>{t('ecps.before.app')}</li>
          </ul>
          <h3 className="subtitle">{t('ecps.steps')}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step}>
                {t(`ecps.step.${step}`)}
                {step === 2 && (
                  <div className="guide__open">
                    <Button
                      small
                      priority={opened ? 'secondary' : 'primary'}
                      first
                      busy={opening.pending}
                      onClick={() => void opening.run().then(setOpened)}
                    >
                      {t('ecps.open')}
                    </Button>
                    <span role="status">{opened && t('ecps.opened')}</span>
                  </div>
                )}
              </li>
            ))}
          </ol>
          {opening.failure && <FailureAlert failure={opening.failure} />}
        </div>
        <figure className="guide__qr">
          <QrCode text={address} label={t('ecps.qr', { address })} />
          <figcaption>
            {t('ecps.qr.caption')}
            <br />
            <span className="guide__address">{address}</span>
          </figcaption>
        </figure>
      </div>
      <div className="buttons buttons--sticky">
        <Button priority={opened ? 'primary' : 'secondary'} onClick={onCheck}>
          {t('ecps.check')}
        </Button>
        <Button priority="tertiary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Panel>
  );
}
