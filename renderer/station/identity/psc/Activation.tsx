import type { Failure } from '../../../../electron/failures/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../text.ts';

interface ActivationProps {
  readonly failure: Failure | null;
  readonly onActivate: () => void;
}

/** The way to the guide; what is missing just now comes first. */
export function Activation({ failure, onActivate }: ActivationProps) {
  const isMissing = failure?.code === 'Psc_NoEcps';
  return (
    <p className="activation">
      <span>{t('psc.noEcps')}</span>
      <Button priority={isMissing ? 'primary' : 'tertiary'} small onClick={onActivate}>
        {t('psc.activate')}
      </Button>
    </p>
  );
}
