import type { TicketState } from '../../../../electron/support/rules/ticket.ts';
import { t } from './text.ts';

const tones: Readonly<Record<TicketState, 'info' | 'success' | 'warning' | 'new' | 'none'>> = {
  sending: 'info',
  attention: 'warning',
  sent: 'none',
  'handed-over': 'none',
  withdrawn: 'none',
  new: 'info',
  assigned: 'info',
  planned: 'info',
  pending: 'new',
  solved: 'success',
  closed: 'none',
};

/** In words, with a colour besides. */
export function StateBadge({ state }: { readonly state: TicketState }) {
  const tone = tones[state];
  const look = tone === 'none' ? '' : ` fr-badge--${tone}`;
  return <span className={`fr-badge fr-badge--sm fr-badge--no-icon${look}`}>{t(`state.${state}`)}</span>;
}
