import type { LrmState, ReceiverState } from '../../../electron/lrm/ports.ts';
import { t } from '../text.ts';

/** How the coupling with the regulation software is: what goes there, what comes from there. Calls never depend on it. */
export function LrmLink({ lrm }: { readonly lrm: LrmState }) {
  const { receivers, commands, durable } = lrm;
  const waits = receivers.some(({ waiting }) => waiting > 0);
  return (
    <section>
      <h2 className="subtitle">{t('lrm.title')}</h2>
      <dl className="facts">
        {receivers.map((receiver) => (
          <div key={receiver.host}>
            <dt>{t('lrm.events', { host: receiver.host })}</dt>
            <dd>{receiverText(receiver)}</dd>
          </div>
        ))}
        {commands.kind !== 'off' && (
          <div>
            <dt>{t('lrm.commands')}</dt>
            <dd>{t(`lrm.${commands.kind}`)}</dd>
          </div>
        )}
      </dl>
      {waits && !durable && <p className="discreet">{t('lrm.notKept')}</p>}
    </section>
  );
}

function receiverText({ last, waiting, dead }: ReceiverState): string {
  return [
    t(`lrm.state.${last ?? 'none'}`),
    waiting > 0 && (waiting === 1 ? t('lrm.waiting.one') : t('lrm.waiting.many', { count: waiting })),
    dead > 0 && (dead === 1 ? t('lrm.dead.one') : t('lrm.dead.many', { count: dead })),
  ]
    .filter(Boolean)
    .join('. ');
}
