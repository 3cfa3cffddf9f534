import type { Failure } from '../../../../electron/failures/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { t } from '../../text.ts';
import { UseCard } from '../UseCard.tsx';
import { Activation } from './Activation.tsx';
import { Warning } from './Warning.tsx';

interface BrowserFormProps {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onStart: () => void;
  readonly onActivate: () => void;
  readonly onUseCard: () => void;
}

/** Where the site signs in on PSC's own page, in the system browser. */
export function BrowserForm({ busy, failure, onStart, onActivate, onUseCard }: BrowserFormProps) {
  return (
    <div className="fields" aria-busy={busy}>
      <h2 className="title">{t('psc.title')}</h2>
      {failure && <FailureAlert failure={failure} />}
      <UseCard failure={failure} onUseCard={onUseCard} />
      <p>{t('psc.browser.text')}</p>
      <Warning />
      <div className="buttons buttons--sticky">
        <Button busy={busy} onClick={onStart}>
          {busy ? t('psc.pending') : t('psc.browser.submit')}
        </Button>
      </div>
      <Activation failure={failure} onActivate={onActivate} />
    </div>
  );
}
