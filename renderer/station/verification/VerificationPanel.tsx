import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { VerificationView } from '../../../electron/ipc/rooms/verification.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Panel } from '../shell/Panel.tsx';
import { LastRuns } from './LastRuns.tsx';
import { MonthlySummary } from './MonthlySummary.tsx';
import { Now } from './Now.tsx';
import { t } from './text.ts';
import './verification.css';

interface VerificationPanelProps {
  /** Null until the services run. */
  readonly verification: VerificationView | null;
  /** Why they never will. */
  readonly stopped: Failure | null;
  /** Id of the point that it is opened on. */
  readonly check?: string | null;
  readonly onClose: () => void;
}

/** « Vérifier le poste »: how the workstation is now, and how it was. */
export function VerificationPanel({ verification, stopped, check = null, onClose }: VerificationPanelProps) {
  const [shown, setShown] = useState<'now' | 'last' | 'month'>('now');
  const tabs = [
    { id: 'now', text: t('verification.now') },
    { id: 'last', text: t('verification.last') },
    { id: 'month', text: t('verification.month') },
  ] as const;
  return (
    <Panel title={t('verification.title')} onClose={onClose}>
      <div className="verification">
        {verification && (
          <Tabs label={t('verification.tabs')} tabs={tabs} selected={shown} onSelect={setShown}>
            {shown === 'now' && <Now verification={verification} check={check} />}
            {shown === 'last' && <LastRuns latest={verification.report?.id ?? null} />}
            {shown === 'month' && <MonthlySummary />}
          </Tabs>
        )}
        {!verification && stopped && <FailureAlert failure={stopped} />}
        {!verification && !stopped && (
          <p className="busy" role="status">
            {t('verification.loading')}
          </p>
        )}
      </div>
    </Panel>
  );
}
