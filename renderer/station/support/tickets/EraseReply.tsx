import { useState } from 'react';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { InSight } from '../report/InSight.tsx';
import { t } from './text.ts';

interface EraseReplyProps {
  readonly busy: boolean;
  readonly onErase: () => void;
}

/** Erases a reply with its files, once somebody has said so twice. */
export function EraseReply({ busy, onErase }: EraseReplyProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button priority="tertiary" busy={busy} onClick={() => setAsking(true)}>
        {t('discard')}
      </Button>
      {asking && (
        <div className="reply__question">
          <InSight>
            <Alert severity="warning" title={t('discard.question')}>
              <p>{t('discard.text')}</p>
              <div className="buttons">
                <Button small busy={busy} onClick={onErase}>
                  {t('discard.confirm')}
                </Button>
                <Button small priority="secondary" onClick={() => setAsking(false)}>
                  {t('discard.keep')}
                </Button>
              </div>
            </Alert>
          </InSight>
        </div>
      )}
    </>
  );
}
