import { barBridge } from '../ui/bridge.ts';
import { answersText } from './answers-text.ts';
import { t } from './text.ts';

/** That the support has answered, in the room of an icon and a number; one click shows what. It takes no keyboard. */
export function Answers({ count }: { readonly count: number }) {
  if (count === 0) return null;
  const label = t('answers', { what: answersText(count) });
  return (
    <button
      type="button"
      className="answers"
      title={label}
      onClick={() => void barBridge.ask('bar.openTickets', undefined)}
    >
      <span className="icon icon--mail" aria-hidden="true" />
      <span aria-hidden="true">{count}</span>
      <span className="fr-sr-only">{label}</span>
    </button>
  );
}
