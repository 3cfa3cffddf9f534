import { useEffect, useRef } from 'react';
import type { VerifiedCheck } from '../../../electron/ipc/rooms/verification.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from './text.ts';

/** How a point is run again: in a run that is over, not at all. */
interface Again {
  /** A run goes on: nothing else is begun meanwhile. */
  readonly isBusy: boolean;
  readonly ask: (id: string) => void;
}

interface CheckListProps {
  readonly checks: readonly VerifiedCheck[];
  /** Id of the point that somebody came to see. */
  readonly shown?: string | null;
  readonly again?: Again;
}

/** Every check by group, with what was found; the rest of what is known of it one click deeper. */
export function CheckList({ checks, shown = null, again }: CheckListProps) {
  // Main gives them group by group.
  const groups = [...new Set(checks.map(({ group }) => group))];
  return (
    <section className="verification__all">
      <h3 className="subtitle">{t('verification.all')}</h3>
      {groups.map((group) => {
        const own = checks.filter((check) => check.group === group);
        return (
          <section key={group}>
            <h4 className="verification__group">{t(`verification.group.${group}`)}</h4>
            <ul>
              {own.map((check) => (
                <CheckItem key={check.id} check={check} isShown={check.id === shown} again={again} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

interface CheckItemProps {
  readonly check: VerifiedCheck;
  readonly isShown: boolean;
  readonly again: Again | undefined;
}

function CheckItem({ check, isShown, again }: CheckItemProps) {
  const summary = useRef<HTMLElement>(null);
  const { id, title, entry, phase } = check;
  const state = phase === 'idle' ? (entry?.verdict ?? 'not-applicable') : null;
  const stateText =
    phase === 'idle'
      ? (`verification.state.${entry?.verdict ?? 'not-applicable'}` as const)
      : (`verification.${phase}` as const);
  const said = entry ? [entry.finding, entry.measured].filter(Boolean).join(' ; ') : '';
  const isThere = entry !== null;
  useEffect(() => {
    if (isShown && isThere) summary.current?.focus();
  }, [isShown, isThere]);
  return (
    <li className="verification__check" data-verdict={state ?? 'none'}>
      <span className="verification__state">{t(stateText)}</span>
      {entry ? (
        <details open={isShown || undefined}>
          <summary ref={summary}>
            {title}
            {said && <span className="verification__said"> : {said}</span>}
          </summary>
          <Details entry={entry} />
          {again && (
            <Button
              small
              priority="tertiary"
              busy={again.isBusy}
              label={t('verification.againLabel', { title })}
              onClick={() => again.ask(id)}
            >
              {t('verification.again')}
            </Button>
          )}
        </details>
      ) : (
        <span>{title}</span>
      )}
    </li>
  );
}

function Details({ entry }: { readonly entry: NonNullable<VerifiedCheck['entry']> }) {
  const { cause, expected, remedy, who } = entry;
  const actor = who && t(`verification.who.${who}`);
  const parts = [
    ['verification.cause', cause],
    ['verification.expected', expected],
    ['verification.remedy', remedy],
    ['verification.who', actor],
  ] as const;
  return (
    <dl className="verification__details">
      {parts.map(
        ([name, text]) =>
          text && (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
