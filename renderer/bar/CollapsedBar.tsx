import type { LayoutProps } from './Bar.tsx';
import { CallCard } from './CallCard.tsx';
import { t } from './text.ts';

/** The bar as a small handle: environment, leading call, number of calls, and a call that rings can be answered. */
export function CollapsedBar({ view, lead, actions }: LayoutProps) {
  const { environment, phone } = view;
  const live = phone.calls.filter((call) => call.state !== 'ended').length;
  const answerable = lead?.state === 'ringing' && phone.capabilities.answer.available;
  return (
    <>
      <span className="environment environment--short" data-kind={environment.kind} title={environment.label}>
        {environment.label.slice(0, 1)}
      </span>
      {phone.link.kind === 'stale' && (
        <span className="icon icon--stale stale-mark" role="img" aria-label={t('link.staleShort')} />
      )}
      <section className="calls" aria-label={t('calls')}>
        {lead ? <CallCard call={lead} /> : <p className="idle">{t('noCall')}</p>}
        {live > 1 && <span className="count">{t('callCount.many', { count: live })}</span>}
      </section>
      {answerable && (
        <button
          type="button"
          className="action action--answer"
          title={t('action.answer')}
          onClick={() => actions.act('answer', lead)}
        >
          <span className="icon icon--phone" aria-hidden="true" />
          <span className="fr-sr-only">{t('action.answer')}</span>
        </button>
      )}
    </>
  );
}
