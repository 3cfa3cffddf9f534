import type { LetterView } from '../../../../electron/ipc/rooms/support.ts';
import type { Letter } from '../../../../electron/support/rules/letter.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useFailureText } from '../../../ui/helpdesk.ts';
import { useAsking } from '../../../ui/use-intent.ts';
import { LetterActions } from '../outbox/LetterActions.tsx';
import { t } from './text.ts';

interface LetterProgressProps {
  readonly letter: Letter;
  /** As it is now; null where it is not on its way any more. */
  readonly view: LetterView | null;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** How far a letter has come, and what can be done where it does not go on. */
export function LetterProgress({ letter, view, onDraft }: LetterProgressProps) {
  const asking = useAsking();
  const textOf = useFailureText();
  const stage = view?.stage ?? letter.progress.stage;
  const failure = view ? view.failure : letter.progress.failure;
  return (
    <div className="history__progress" data-stage={stage}>
      <p role="status">
        <strong>{t(`letter.${stage}`)}</strong>
        {stage === 'waiting' && ` – ${failure ? `${textOf(failure).cause} ` : ''}${t('letter.waitingText')}`}
        {stage === 'attention' && failure && ` – ${textOf(failure).cause} ${textOf(failure).remedy}`}
      </p>
      {stage === 'waiting' && failure && (
        <Button
          small
          priority="secondary"
          busy={asking.pending}
          onClick={() => void asking.run(() => stationBridge.ask('support.hurry', undefined))}
        >
          {t('letter.hurry')}
        </Button>
      )}
      {stage === 'attention' && view && <LetterActions letter={view} onDraft={onDraft} />}
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
    </div>
  );
}
