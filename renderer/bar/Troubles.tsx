import type { TroubleView } from '../../electron/ipc/rooms/verification.ts';
import { barBridge } from '../ui/bridge.ts';
import { t } from './text.ts';

/** That something is wrong with the workstation, in the room of an icon; one click tells what to do about it. */
export function Troubles({ troubles }: { readonly troubles: readonly TroubleView[] }) {
  const [gravest] = troubles;
  if (!gravest) return null;
  const label = t('trouble', {
    what: troubles.map(({ finding, title }) => `${finding} (${title})`).join(', '),
  });
  return (
    <button
      type="button"
      className="trouble"
      data-verdict={gravest.verdict}
      title={label}
      onClick={() => void barBridge.ask('bar.openVerification', { id: gravest.id })}
    >
      <span
        className={`icon icon--${gravest.verdict === 'failure' ? 'error' : 'warning'}`}
        aria-hidden="true"
      />
      <span className="fr-sr-only">{label}</span>
    </button>
  );
}
