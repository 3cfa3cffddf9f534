import type { Person, Profile } from '../../../electron/identity/ports.ts';
import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import type { LrmState } from '../../../electron/lrm/ports.ts';
import type { Capabilities, LinkState, PhoneDevice } from '../../../electron/telephony/ports.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { LrmLink } from '../lrm/LrmLink.tsx';
import { useLeaving } from '../shell/use-leaving.tsx';
import { personName, t } from '../text.ts';
import { CapabilityList } from './CapabilityList.tsx';

interface ReadyProps {
  readonly person: Person;
  readonly profile: Profile;
  readonly phone: PhoneView;
  readonly number: string;
  readonly device: PhoneDevice;
  /** An outage is told above, in full. */
  readonly isOut: boolean;
  /** Whether there are waiting rooms or colleagues to show. */
  readonly hasBoard: boolean;
  /** Null where the site has no coupling with its regulation software. */
  readonly lrm: LrmState | null;
}

/** The shift has begun: where the bar is, what it works with, what it can do. */
export function Ready({ person, profile, phone, number, device, isOut, hasBoard, lrm }: ReadyProps) {
  const { link, capabilities, droppedDocuments } = phone;
  const { leave, question } = useLeaving(phone.calls);
  const summary = [
    [t('ready.person'), personName(person)],
    [t('ready.profile'), `${profile.role} – ${profile.entity.name}`],
    [t('ready.phone'), formatPhoneNumber(number)],
    [t('phone.device'), device.userAgent ?? t('phone.deviceUnknown')],
    [t('ready.link'), linkText(link)],
  ] as const;
  return (
    <section className="ready">
      {!isOut && <Banner phone={phone} />}
      <h2 className="subtitle">{t('ready.summary')}</h2>
      <dl className="facts">
        {summary.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CapabilityList capabilities={capabilities} />
      {lrm && <LrmLink lrm={lrm} />}
      {droppedDocuments > 0 && (
        <p className="discreet">
          {droppedDocuments === 1
            ? t('ready.dropped.one')
            : t('ready.dropped.many', { count: droppedDocuments })}
        </p>
      )}
      <div className="buttons">
        {hasBoard && (
          <Button onClick={() => void stationBridge.ask('station.openBoard', undefined)}>
            {t('ready.openBoard')}
          </Button>
        )}
        <Button priority="secondary" onClick={() => leave('phone.unbind')}>
          {t('header.changePhone')}
        </Button>
        <Button priority="tertiary" onClick={() => leave('identity.signOut')}>
          {t('header.signOut')}
        </Button>
      </div>
      {question}
    </section>
  );
}

function linkText(link: LinkState): string {
  return link.kind === 'stale' ? t('link.stale', { attempt: link.attempt }) : t(`link.${link.kind}`);
}

/** Whether this phone takes no order about its calls: it can only be watched. */
function isWatchedOnly({ answer, hangUp, hold, retrieve }: Capabilities): boolean {
  return [answer, hangUp, hold, retrieve].every((one) => !one.available && one.reason === 'phone-cannot');
}

/** Whether one can work, first of all. */
function Banner({ phone: { link, phoneRegistered, capabilities } }: { readonly phone: PhoneView }) {
  if (link.kind === 'up' && !phoneRegistered) {
    return (
      <Alert severity="error" title={t('ready.unregistered')} level={1}>
        <p>{t('ready.unregisteredText')}</p>
      </Alert>
    );
  }
  if (link.kind === 'up' && isWatchedOnly(capabilities)) {
    return (
      <Alert severity="warning" title={t('ready.watched')} level={1}>
        <p>{t('ready.watchedText')}</p>
      </Alert>
    );
  }
  if (link.kind === 'up') {
    return (
      <Alert severity="success" title={t('ready.title')} level={1}>
        <p>{t('ready.text')}</p>
      </Alert>
    );
  }
  if (link.kind === 'connecting') {
    return <Alert severity="info" title={t('ready.connecting')} level={1} />;
  }
  return (
    <Alert severity="error" title={t('ready.degraded')} level={1}>
      <p>{t('ready.degradedText')}</p>
    </Alert>
  );
}
