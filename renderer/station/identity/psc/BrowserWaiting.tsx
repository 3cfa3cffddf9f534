import { useEffect, useRef } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../text.ts';
import { useEscape } from '../Authenticating.tsx';
import { cancelSignIn } from '../use-way.ts';

/** The rest happens in the browser. */
export function BrowserWaiting() {
  const title = useRef<HTMLHeadingElement>(null);
  useEscape(cancelSignIn);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="waiting" aria-busy="true">
      <h2 className="title" tabIndex={-1} ref={title}>
        {t('psc.browser.title')}
      </h2>
      <p className="busy" role="status">
        {t('psc.browser.waiting')}
      </p>
      <p>{t('psc.browser.hint')}</p>
      <div className="buttons">
        <Button priority="secondary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  );
}
