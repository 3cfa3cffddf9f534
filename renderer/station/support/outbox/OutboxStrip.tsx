import { useState } from 'react';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { countLetters, type LetterCounts } from './counts.ts';
import { OutgoingLetter } from './OutgoingLetter.tsx';
import { t } from './text.ts';
import './outbox.css';

interface OutboxStripProps {
  readonly support: SupportView;
  /** The letter that is shown below already. */
  readonly besides: string | null;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** « Envois »: what is on its way to the support, whatever else is open; in a line, with the letters below it. */
export function OutboxStrip({ support, besides, onDraft }: OutboxStripProps) {
  const { ofOthers, elsewhere, failure, kept } = support;
  const letters = support.letters.filter(({ id }) => id !== besides);
  const counts = countLetters(letters);
  const [open, setOpen] = useState(counts.attention > 0);
  if (letters.length === 0 && ofOthers === 0 && !elsewhere && !failure && kept === 'disk') return null;
  const isHeldUp = !elsewhere && letters.some(({ stage, underWay }) => stage === 'waiting' && !underWay);
  return (
    <section className="outbox" aria-label={t('title')} data-attention={counts.attention > 0}>
      {letters.length > 0 && (
        <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>
            <strong>{t('title')}</strong> <span role="status">{countsText(counts)}</span>
          </summary>
          <ul className="outbox__letters">
            {letters.toReversed().map((letter) => (
              <OutgoingLetter key={letter.id} letter={letter} support={support} onDraft={onDraft} />
            ))}
          </ul>
          {isHeldUp && (
            <div className="buttons">
              <Button
                small
                priority="secondary"
                onClick={() => void stationBridge.ask('support.hurry', undefined)}
              >
                {t('hurry')}
              </Button>
            </div>
          )}
        </details>
      )}
      {failure && <FailureAlert failure={failure} severity="warning" />}
      {elsewhere && <p>{t('elsewhere')}</p>}
      {ofOthers > 0 && (
        <p className="discreet">{t(ofOthers === 1 ? 'ofOther' : 'ofOthers', { count: ofOthers })}</p>
      )}
      {kept !== 'disk' && <p className="discreet">{t(`kept.${kept}`)}</p>}
    </section>
  );
}

function countsText({ attention, waiting, there }: LetterCounts): string {
  const parts = [
    attention > 0 &&
      t(attention === 1 ? 'count.attention.one' : 'count.attention.many', { count: attention }),
    waiting > 0 && t('count.waiting', { count: waiting }),
    there > 0 && t(there === 1 ? 'count.there.one' : 'count.there.many', { count: there }),
  ];
  return parts.filter(Boolean).join(', ');
}
