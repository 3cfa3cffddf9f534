import { useEffect, useLayoutEffect, useRef } from 'react';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import { dialBridge } from '../ui/bridge.ts';
import { callName } from '../ui/party-names.ts';
import { Keys } from './Keys.tsx';
import { NumberField } from './NumberField.tsx';
import { t } from './text.ts';

const close = () => void dialBridge.ask('dial.close', undefined);

/** What needs the keyboard while the bar must not take it: a number to call, or keys to send. Escape closes it. */
export function Dial({ view }: { readonly view: BarView }) {
  const { environment, phone, purpose, offer } = view;
  const frame = useRef<HTMLElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  // The window grows and shrinks with what it shows.
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      void dialBridge.ask('dial.fit', { height: Math.max(60, Math.ceil(element.offsetHeight)) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const call = purpose.action === 'dial' ? undefined : phone.calls.find(({ id }) => id === purpose.callId);
  const title = t(`title.${purpose.action}`, { who: call ? callName(call) : t('someone') });
  return (
    <main ref={frame} className="dial" data-environment={environment.kind}>
      <div className="dial__row">
        <h1 className="dial__title" title={title}>
          {title}
        </h1>
        <button type="button" className="dial__close" title={t('close')} onClick={close}>
          <span className="icon icon--close" aria-hidden="true" />
          <span className="fr-sr-only">{t('close')}</span>
        </button>
      </div>
      {purpose.action === 'generateDigits' ? (
        <Keys callId={purpose.callId} phone={phone} />
      ) : (
        <NumberField key={offer?.id ?? 0} purpose={purpose} phone={phone} offer={offer} onDone={close} />
      )}
    </main>
  );
}
