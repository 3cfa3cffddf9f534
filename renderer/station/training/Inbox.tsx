import { useEffect, useRef } from 'react';
import type { TrainingView } from '../../../electron/ipc/views.ts';
import { t } from '../text.ts';
import { EcpsRequest } from './EcpsRequest.tsx';
import { Messages } from './Messages.tsx';
import { Section } from './Section.tsx';

/** The telephone and the mailbox of whoever trains: what waits for an answer first, then what arrived. */
export function Inbox({ messages, ecps }: Pick<TrainingView, 'messages' | 'ecps'>) {
  const log = useRef<HTMLDivElement>(null);
  const nothing = messages.length === 0 && ecps.length === 0;
  const newest = [ecps.at(-1)?.id, messages[0]?.id].join();
  const shown = useRef(newest);

  // What arrives comes into sight, wherever the panel was scrolled to.
  useEffect(() => {
    if (newest === shown.current) return;
    shown.current = newest;
    log.current?.scrollIntoView({ block: 'nearest' });
  }, [newest]);

  return (
    <Section title={t('training.inbox')}>
      <div role="log" ref={log} className="training__inbox">
        {nothing && <p className="discreet">{t('training.inboxEmpty')}</p>}
        {ecps.map((request) => (
          <EcpsRequest key={request.id} request={request} />
        ))}
        <Messages messages={messages} />
      </div>
    </Section>
  );
}
