import type { Call } from '../../electron/telephony/ports.ts';
import { t, who } from './text.ts';

/** Tells screen readers of a call that rings; nothing to see. */
export function Ringing({ calls }: { readonly calls: readonly Call[] }) {
  const ringing = calls.filter((call) => call.state === 'ringing');
  return (
    <p className="fr-sr-only" role="status" aria-live="assertive">
      {ringing.map((call) => t('announceRinging', { who: who(call) })).join('. ')}
    </p>
  );
}
