import { useEffect, useRef } from 'react';
import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import { t } from '../text.ts';
import { EcpsRequest } from './EcpsRequest.tsx';
import { Messages } from './Messages.tsx';
import { Section } from './Section.tsx';

/** The telephone and the mailbox of whoever trains: what waits for an answer first, then what arrived; the newest first. */
export function Inbox({ messages, ecps }: Pick<TrainingView, 'messages' | 'ecps'>) {
  const log = useRef<HTMLDivElement>(null);
  const nothing = messages.length === 0 && ecps.length === 0;
  const ids = [...ecps, ...messages].map(({ id }) => id);
  const known = useRef<readonly string[]>(ids);

  // What arrives comes into sight, wherever the panel was scrolled to.
  useEffect(() => {
    const isNew = ids.some((id) => !known.current.includes(id));
    known.current = ids;
    if (isNew) log.current?.scrollIntoView({ block: 'nearest' });
  });

  return (
    <Section title={t('training.inbox')}>
      <div role="log" ref={log} className="training__inbox">
        {nothing && <p className="discreet">{t('training.inboxEmpty')}</p>}
        {ecps.toReversed().map((request) => (
          <EcpsRequest key={request.id} request={request} />
        ))}
        <Messages messages={messages} />
      </div>
    </Section>
  );
}
