import { useEffect } from 'react';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { useLate } from '../../ui/use-late.ts';
import { Step } from '../shell/Step.tsx';
import { t } from '../text.ts';

const cancel = () => void stationBridge.ask('identity.cancel', undefined);

/** Calls back when Escape is pressed anywhere, unless something above the page takes it. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open], [popover]:popover-open'))
        onEscape();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onEscape]);
}

/** The card signs and the provider answers. */
export function Authenticating({ holderName }: { readonly holderName: string }) {
  const late = useLate(true);
  useEscape(cancel);
  return (
    <>
      <Step step={1} />
      <section className="waiting" aria-busy="true">
        <h2 className="title">{t('authenticating.title')}</h2>
        <p className="busy" role="status">
          {holderName ? t('authenticating.text', { name: holderName }) : t('authenticating.anonymous')}
        </p>
        <p className="late" role="status">
          {late && t('authenticating.late')}
        </p>
        <Button priority="secondary" onClick={cancel}>
          {t('cancel')}
        </Button>
      </section>
    </>
  );
}
