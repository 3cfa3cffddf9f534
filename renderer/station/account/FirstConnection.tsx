import { useId } from 'react';
import { Button } from '../../ui/Button.tsx';
import type { PanelName } from '../shell/panels.ts';
import { t } from '../text.ts';

interface FirstConnectionProps {
  /** What is left of the account's own steps. */
  readonly left: readonly ('channels' | 'password')[];
  /** Whether the card was needed for it: a portal may let people in otherwise. */
  readonly byCard: boolean;
  readonly phoneBound: boolean;
  readonly onPanel: (panel: PanelName) => void;
  readonly onLater: () => void;
}

/** The first connection as seed 002 tells it: what is done, what is left, in order; it goes on where it was left. */
export function FirstConnection({ left, byCard, phoneBound, onPanel, onLater }: FirstConnectionProps) {
  const titleId = useId();
  const next = left[0];
  const steps = [
    ...(byCard ? [{ name: 'card', done: true } as const] : []),
    { name: 'profile', done: true },
    { name: 'phone', done: phoneBound },
    { name: 'channels', done: !left.includes('channels') },
    { name: 'password', done: !left.includes('password') },
  ] as const;
  return (
    <section className="first" aria-labelledby={titleId}>
      <h2 className="subtitle" id={titleId}>
        {t('first.title')}
      </h2>
      <p className="discreet">{t('first.text')}</p>
      <ol className="first__steps">
        {steps.map(({ name, done }) => (
          <li key={name} data-done={done}>
            <span
              className={done ? 'icon icon--success' : 'first__open'}
              role="img"
              aria-label={t(done ? 'first.done' : 'first.left')}
            />
            <span className="first__name">
              <strong>{t(`first.${name}`)}</strong>
              {(name === 'channels' || name === 'password') && !done && (
                <span className="discreet">{t(`first.${name}.text`)}</span>
              )}
            </span>
            {(name === 'channels' || name === 'password') && !done && (
              <Button small priority={name === next ? 'primary' : 'secondary'} onClick={() => onPanel(name)}>
                {t(`first.${name}.open`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Button small priority="tertiary" onClick={onLater}>
        {t('first.later')}
      </Button>
    </section>
  );
}
