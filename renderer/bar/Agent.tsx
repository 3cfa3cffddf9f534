import type { BarView, BindingView } from '../../electron/ipc/views.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { t } from './text.ts';

interface AgentProps {
  readonly agent: BarView['agent'];
  readonly binding: BindingView;
  readonly locked: boolean;
}

/** Who works here, as what, on which phone. */
export function Agent({ agent, binding, locked }: AgentProps) {
  if (!agent) return null;
  const number =
    binding.kind === 'bound' ? t('phone', { number: formatPhoneNumber(binding.number) }) : t('unbound');
  const work = `${agent.role} – ${agent.entity}`;
  return (
    <div className="agent" title={`${agent.name}\n${work}\n${number}`}>
      <div className="agent__name">
        {locked && (
          <strong className="lock" title={t('lockedHint')}>
            <span className="icon icon--lock" aria-hidden="true" />
            {t('locked')}
          </strong>
        )}
        <strong>{agent.name}</strong>
      </div>
      <div className="agent__work">{work}</div>
      <div className="agent__phone">{number}</div>
    </div>
  );
}
