import { lazy, Suspense, useState } from 'react';
import type { SessionView, StationView } from '../../../electron/ipc/views.ts';
import { type Tab, Tabs } from '../../ui/Tabs.tsx';
import { Phone } from '../telephony/Phone.tsx';
import { t } from '../text.ts';
import './desk.css';

const CallLog = lazy(async () => ({ default: (await import('../call-log/CallLog.tsx')).CallLog }));

type DeskTab = 'phone' | 'call-log';

interface DeskProps {
  readonly view: StationView;
  readonly session: Extract<SessionView, { kind: 'signed-in' }>;
}

/** What somebody who works finds here, once their phone is bound: the phone, and what goes with it. */
export function Desk({ view, session }: DeskProps) {
  const [chosen, setChosen] = useState<DeskTab>('phone');
  const { phone, callLog } = view;
  const atPhone = (
    <Phone
      person={session.person}
      profile={session.profile}
      phone={phone}
      lrm={view.lrm}
      hasBoard={view.hasBoard}
    />
  );
  if (phone.binding.kind !== 'bound' || !callLog) return atPhone;
  const tabs: readonly Tab<DeskTab>[] = [
    { id: 'phone', text: t('desk.phone') },
    { id: 'call-log', text: t('desk.callLog'), badge: missedBadge(callLog.missed) },
  ];
  return (
    <div className="desk">
      <Tabs label={t('desk.tabs')} tabs={tabs} selected={chosen} onSelect={setChosen}>
        {chosen === 'phone' && atPhone}
        <Suspense>{chosen === 'call-log' && <CallLog callLog={callLog} phone={phone} />}</Suspense>
      </Tabs>
    </div>
  );
}

function missedBadge(missed: number): Tab<DeskTab>['badge'] {
  if (missed === 0) return undefined;
  return {
    count: missed,
    text: missed === 1 ? t('desk.missed.one') : t('desk.missed.many', { count: missed }),
  };
}
