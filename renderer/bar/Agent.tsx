import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { BindingView } from '../../electron/ipc/rooms/telephony.ts';
import { barBridge } from '../ui/bridge.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { t } from './text.ts';

interface AgentProps {
  readonly agent: BarView['agent'];
  readonly binding: BindingView;
  readonly locked: boolean;
}

/** Who works here, as what, on which phone; it opens the station again. */
export function Agent({ agent, binding, locked }: AgentProps) {
  if (!agent) return null;
  const number =
    binding.kind === 'bound' ? t('phone', { number: formatPhoneNumber(binding.number) }) : t('unbound');
  const work = `${agent.role} – ${agent.entity}`;
  return (
    <button
      type="button"
      className="who"
      title={[t('openStation'), agent.name, work, number, ...(locked ? [t('lockedHint')] : [])].join('\n')}
      onClick={() => void barBridge.ask('bar.openStation', undefined)}
    >
      <span className="fr-sr-only">{t('openStation')}</span>
      <span className="who__name">
        <strong>{agent.name}</strong>
        {locked && (
          <strong className="lock">
            <span className="icon icon--lock" aria-hidden="true" />
            <span className="lock__text">{t('locked')}</span>
          </strong>
        )}
      </span>
      <span className="who__work">{work}</span>
      <span className="who__phone">{number}</span>
    </button>
  );
}
