import type { Priority } from '../../electron/telephony/board/ports.ts';
import { t } from './board-text.ts';
import './priority.css';

/** A priority by its name and its shape; the colour only repeats them. */
export function PriorityBadge({ priority }: { readonly priority: Priority }) {
  return (
    <span className="priority" data-priority={priority} title={`${priority} : ${t(`priority.${priority}`)}`}>
      {priority}
      <span className="fr-sr-only"> {t(`priority.${priority}`)}</span>
    </span>
  );
}
