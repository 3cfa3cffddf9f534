import type { TrainingView } from '../../../electron/ipc/views.ts';
import { t } from '../text.ts';
import { EcpsRequest } from './EcpsRequest.tsx';
import { Messages } from './Messages.tsx';
import { Section } from './Section.tsx';

/** The telephone and the mailbox of whoever trains: what waits for an answer first, then what arrived. */
export function Inbox({ messages, ecps }: Pick<TrainingView, 'messages' | 'ecps'>) {
  const nothing = messages.length === 0 && ecps.length === 0;
  return (
    <Section title={t('training.inbox')}>
      <div role="log">
        {nothing && <p className="discreet">{t('training.inboxEmpty')}</p>}
        {ecps.map((request) => (
          <EcpsRequest key={request.id} request={request} />
        ))}
        <Messages messages={messages} />
      </div>
    </Section>
  );
}
