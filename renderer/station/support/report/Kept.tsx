import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import type { Keeping } from './keep-soon.ts';
import { t } from './text.ts';

/** Whether what is typed is kept, and for how long. */
export function Kept({ keeping, kept }: { readonly keeping: Keeping; readonly kept: SupportView['kept'] }) {
  if (keeping.kind === 'failed') return <FailureAlert failure={keeping.failure} />;
  return <p className="discreet">{keeping.kind === 'keeping' ? t('keeping') : t(`kept.${kept}`)}</p>;
}
