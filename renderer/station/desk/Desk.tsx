import { lazy, useState } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { Button } from '../../ui/Button.tsx';
import { Later } from '../../ui/Later.tsx';
import { type Tab, Tabs } from '../../ui/Tabs.tsx';
import { Phone } from '../telephony/Phone.tsx';
import { t } from '../text.ts';
import './desk.css';

const CallLog = lazy(async () => ({ default: (await import('../call-log/CallLog.tsx')).CallLog }));

const Directory = lazy(async () => ({ default: (await import('../directory/Directory.tsx')).Directory }));

type DeskTab = 'phone' | 'directory' | 'call-log';

interface DeskProps {
  readonly view: StationView;
  readonly session: Extract<SessionView, { kind: 'signed-in' }>;
}

/** What somebody who works finds here, once their phone is bound: the phone, and what goes with it. */
export function Desk({ view, session }: DeskProps) {
  const [chosen, setChosen] = useState<DeskTab>('phone');
  const { phone, callLog, directory } = view;
  const atPhone = (
    <Phone
      person={session.person}
      profile={session.profile}
      phone={phone}
      isOut={view.outage?.kind === 'outage'}
      lrm={view.lrm}
      hasBoard={view.hasBoard}
    />
  );
  const inDirectory = directory && chosen === 'directory' && (
    <Later>
      <Directory directory={directory} phone={phone} />
    </Later>
  );
  if (phone.binding.kind !== 'bound' || !callLog) {
    return (
      <>
        {inDirectory || atPhone}
        {directory && (
          <WithoutPhone
            open={Boolean(inDirectory)}
            onOpen={(open) => setChosen(open ? 'directory' : 'phone')}
          />
        )}
      </>
    );
  }
  const tabs: readonly Tab<DeskTab>[] = [
    { id: 'phone', text: t('desk.phone') },
    ...(directory ? [{ id: 'directory', text: t('desk.directory') } as const] : []),
    { id: 'call-log', text: t('desk.callLog'), badge: missedBadge(callLog.missed) },
  ];
  return (
    <div className="desk">
      <Tabs label={t('desk.tabs')} tabs={tabs} selected={chosen} onSelect={setChosen}>
        {chosen === 'phone' && atPhone}
        {inDirectory}
        <Later>{chosen === 'call-log' && <CallLog callLog={callLog} phone={phone} />}</Later>
      </Tabs>
    </div>
  );
}

interface WithoutPhoneProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** The directory is of use when no phone can be bound too: its numbers are dialled by hand. */
function WithoutPhone({ open, onOpen }: WithoutPhoneProps) {
  return (
    <div className="desk__aside">
      <Button small priority="tertiary" onClick={() => onOpen(!open)}>
        {t(open ? 'desk.toPhone' : 'desk.toDirectory')}
      </Button>
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
