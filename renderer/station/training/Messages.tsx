import type { TrainingMessage } from '../../../electron/ipc/rooms/training.ts';
import { t } from '../text.ts';
import { Message } from './Message.tsx';

/** Messages in sight; the older ones fold away. */
const recent = 3;

/** What arrived on everybody's simulated telephone and mailbox, the newest first. */
export function Messages({ messages }: { readonly messages: readonly TrainingMessage[] }) {
  const older = messages.slice(recent);
  return (
    <>
      {messages.slice(0, recent).map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {older.length > 0 && (
        <details className="training__older">
          <summary>{t('training.older', { count: older.length })}</summary>
          {older.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </details>
      )}
    </>
  );
}
