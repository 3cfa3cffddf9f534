import type { StationView } from '../../../../electron/ipc/rooms/station.ts';
import type { ServiceRequest } from '../../../../electron/support/catalogue/index.ts';
import { mayAsk } from '../../../../electron/support/catalogue/rules/request.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useFirstFocus } from '../../../ui/use-first-focus.ts';
import { useAsking } from '../../../ui/use-intent.ts';
import { Call, Whom } from '../escalation/CallNow.tsx';
import { RequestForm } from './RequestForm.tsx';
import { t } from './text.ts';

interface RequestDetailsProps {
  readonly request: ServiceRequest;
  readonly view: StationView;
  readonly onBack: () => void;
}

/** One request: who may ask, who decides, by which way, what follows; then the way itself. */
export function RequestDetails({ request, view, onBack }: RequestDetailsProps) {
  const { title, description, who, validator, channel, haveReady, followUp, roles } = request;
  const { session, environment, phone } = view;
  const asking = useAsking();
  const heading = useFirstFocus<HTMLHeadingElement>();
  const role = session.kind === 'signed-in' ? session.profile.role : null;
  return (
    <article className="request">
      <div className="buttons">
        <Button small priority="tertiary" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{description}</p>
      <dl className="request__facts">
        <div>
          <dt>{t('who')}</dt>
          <dd>{who}</dd>
        </div>
        <div>
          <dt>{t('validator')}</dt>
          <dd>{validator ?? t('noValidator')}</dd>
        </div>
        <div>
          <dt>{t('channel')}</dt>
          <dd>{t(`channel.${channel}`)}</dd>
        </div>
      </dl>
      {channel === 'phone' && (
        <section className="call-now" aria-labelledby="request-call">
          <h3 className="support__section" id="request-call">
            {t('callNow')}
          </h3>
          <Whom name="Support SI-Samu" phone={environment.helpdeskPhone} />
          <Call to="support" phone={phone} asking={asking} />
          {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
        </section>
      )}
      {haveReady.length > 0 && (
        <>
          <h3 className="support__section">{t('haveReady')}</h3>
          <ul>
            {haveReady.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {channel === 'form' && role === null && <p>{t('signIn')}</p>}
      {channel === 'form' && role !== null && !mayAsk(request, role) && (
        <p>{t('roles', { roles: roles.join(', ') })}</p>
      )}
      {channel === 'form' && role !== null && mayAsk(request, role) && (
        <RequestForm request={request} kept={view.support?.kept ?? 'memory'} />
      )}
      {followUp.length > 0 && (
        <>
          <h3 className="support__section">{t('followUp')}</h3>
          <ol>
            {followUp.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
        </>
      )}
    </article>
  );
}
