import { type ReactNode, useState } from 'react';
import type { Call } from '../../../electron/telephony/ports.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { isLive } from '../../ui/calls.ts';
import { t } from '../text.ts';
import { Panel } from './Panel.tsx';

/** What takes the bar away. */
export type Leaving = 'identity.signOut' | 'phone.unbind';

const names = { 'identity.signOut': t('header.signOut'), 'phone.unbind': t('header.changePhone') } as const;

/**
 * Takes the bar away, asking once while somebody is on the telephone. `question` goes where it is rendered: a dialog
 * on which Enter and Escape both stay.
 */
export function useLeaving(calls: readonly Call[]): {
  readonly leave: (way: Leaving) => void;
  readonly question: ReactNode;
} {
  const [asked, setAsked] = useState<{ readonly way: Leaving; readonly count: number } | null>(null);
  const stay = () => setAsked(null);
  const go = (way: Leaving) => void stationBridge.ask(way, undefined);
  const leave = (way: Leaving) => {
    const count = calls.filter(isLive).length;
    if (count > 0) setAsked({ way, count });
    else go(way);
  };
  const question = asked && (
    <Panel title={t('leaving.title', { action: names[asked.way] })} size="small" onClose={stay}>
      <p>{asked.count === 1 ? t('leaving.text.one') : t('leaving.text.many', { count: asked.count })}</p>
      <div className="buttons">
        <Button first onClick={stay}>
          {t('leaving.stay')}
        </Button>
        <Button
          priority="secondary"
          onClick={() => {
            stay();
            go(asked.way);
          }}
        >
          {names[asked.way]}
        </Button>
      </div>
    </Panel>
  );
  return { leave, question };
}
