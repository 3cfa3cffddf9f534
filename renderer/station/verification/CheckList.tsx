import type { VerificationView, VerifiedCheck } from '../../../electron/ipc/views.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from './text.ts';

const groups = ['application', 'workstation', 'card', 'network', 'telephony', 'support'] as const;

interface CheckListProps {
  readonly verification: VerificationView;
  readonly onAgain: (id: string) => void;
}

/** Every check by group, with what was found; the rest of what is known of it one click deeper. */
export function CheckList({ verification: { checks, isRunning }, onAgain }: CheckListProps) {
  return (
    <section className="verification__all">
      <h3 className="subtitle">{t('verification.all')}</h3>
      {groups.map((group) => {
        const own = checks.filter((check) => check.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group}>
            <h4 className="verification__group">{t(`verification.group.${group}`)}</h4>
            <ul>
              {own.map((check) => (
                <CheckItem key={check.id} check={check} isRunning={isRunning} onAgain={onAgain} />
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
  /** Whether a run goes on: nothing else is begun meanwhile. */
  readonly isRunning: boolean;
  readonly onAgain: (id: string) => void;
}

function CheckItem({ check, isRunning, onAgain }: CheckItemProps) {
  const { id, title, entry } = check;
  const state = check.isRunning || entry === null ? null : entry.verdict;
  const said = entry ? [entry.finding, entry.measured].filter(Boolean).join(' ; ') : '';
  return (
    <li className="verification__check" data-verdict={state ?? 'none'}>
      <span className="verification__state">
        {state ? t(`verification.state.${state}`) : t(stateText(check, isRunning))}
      </span>
      {entry ? (
        <details>
          <summary>
            {title}
            {said && <span className="verification__said"> : {said}</span>}
          </summary>
          <Details entry={entry} />
          <Button
            small
            priority="tertiary"
            disabled={isRunning}
            label={t('verification.againLabel', { title })}
            onClick={() => onAgain(id)}
          >
            {t('verification.again')}
          </Button>
        </details>
      ) : (
        <span>{title}</span>
      )}
    </li>
  );
}

function Details({ entry }: { readonly entry: NonNullable<VerifiedCheck['entry']> }) {
  const { cause, expected, remedy, who } = entry;
  return (
    <dl className="verification__details">
      {cause && (
        <div>
          <dt>{t('verification.cause')}</dt>
          <dd>{cause}</dd>
        </div>
      )}
      {expected && (
        <div>
          <dt>{t('verification.expected')}</dt>
          <dd>{expected}</dd>
        </div>
      )}
      {remedy && (
        <div>
          <dt>{t('verification.remedy')}</dt>
          <dd>{remedy}</dd>
        </div>
      )}
      {who && (
        <div>
          <dt>{t('verification.who')}</dt>
          <dd>{t(`verification.who.${who}`)}</dd>
        </div>
      )}
    </dl>
  );
}

function stateText({ isRunning }: VerifiedCheck, runGoesOn: boolean) {
  if (isRunning) return 'verification.running';
  return runGoesOn ? 'verification.waiting' : 'verification.state.not-applicable';
}
