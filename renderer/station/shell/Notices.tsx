import type { NoticeView } from '../../../electron/ipc/rooms/station.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';

/** What main wants a person to know, until it is dismissed. */
export function Notices({ notices }: { readonly notices: readonly NoticeView[] }) {
  if (notices.length === 0) return null;
  return (
    <section className="notices" aria-label={t('notices')}>
      {notices.map(({ id, failure }) => (
        <FailureAlert
          key={id}
          failure={failure}
          severity="warning"
          onClose={() => void stationBridge.ask('notice.dismiss', { id })}
        />
      ))}
    </section>
  );
}
