import { useState } from 'react';
import type { LetterView } from '../../../../electron/ipc/rooms/support.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { t } from './text.ts';

interface LetterActionsProps {
  readonly letter: LetterView;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** What a person can do about a letter that does not get on. */
export function LetterActions({ letter, onDraft }: LetterActionsProps) {
  const { id, subject, stage, refused, rewritable } = letter;
  const asking = useAsking();
  const [withdrawing, setWithdrawing] = useState(false);
  const [file, setFile] = useState<string | null>(null);
  const decide = (decision: 'retry' | 'waive' | 'withdraw') =>
    void asking.run(() => stationBridge.ask('support.decide', { id, decision }));
  const handOver = () =>
    void asking.run(async () => {
      const reply = await stationBridge.ask('support.handOver', { id });
      if (!reply.ok) return reply;
      setFile(reply.value.file);
      return { ok: true, value: undefined };
    });
  const rewrite = () =>
    void asking.run(async () => {
      const reply = await stationBridge.ask('support.rewrite', { id });
      if (!reply.ok) return reply;
      onDraft(reply.value.id);
      return { ok: true, value: undefined };
    });
  const action = (
    text: 'retry' | 'rewrite' | 'waive' | 'handOver' | 'withdraw',
    act: () => void,
    first = false,
  ) => (
    <Button
      small
      priority={first ? 'primary' : 'secondary'}
      label={t('actionOn', { action: t(text), subject })}
      busy={asking.pending}
      onClick={act}
    >
      {t(text)}
    </Button>
  );
  return (
    <>
      <div className="buttons outbox__actions">
        {stage === 'attention' && action('retry', () => decide('retry'), true)}
        {stage === 'attention' && refused && action('waive', () => decide('waive'))}
        {rewritable && action('rewrite', rewrite)}
        {action('handOver', handOver)}
        {stage === 'attention' && action('withdraw', () => setWithdrawing(true))}
      </div>
      {file !== null && <p role="status">{t('handedOver', { file })}</p>}
      {withdrawing && (
        <Alert severity="warning" title={t('withdraw.question')}>
          <p>{t('withdraw.text')}</p>
          <div className="buttons">
            <Button small onClick={() => decide('withdraw')}>
              {t('withdraw.confirm')}
            </Button>
            <Button small priority="secondary" onClick={() => setWithdrawing(false)}>
              {t('withdraw.keep')}
            </Button>
          </div>
        </Alert>
      )}
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
    </>
  );
}
