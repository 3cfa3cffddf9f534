import type { Person, Profile } from '../../../electron/identity/ports.ts';
import type { PhoneView } from '../../../electron/ipc/views.ts';
import type { LinkState, PhoneDevice } from '../../../electron/telephony/ports.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { personName, t } from '../text.ts';
import { CapabilityList } from './CapabilityList.tsx';

interface ReadyProps {
  readonly person: Person;
  readonly profile: Profile;
  readonly phone: PhoneView;
  readonly number: string;
  readonly device: PhoneDevice;
}

/** The shift has begun: where the bar is, what it works with, what it can do. */
export function Ready({ person, profile, phone, number, device }: ReadyProps) {
  const { link, capabilities, droppedDocuments } = phone;
  const summary = [
    [t('ready.person'), personName(person)],
    [t('ready.profile'), `${profile.role} – ${profile.entity.name}`],
    [t('ready.phone'), formatPhoneNumber(number)],
    [t('phone.device'), device.userAgent ?? t('phone.deviceUnknown')],
    [t('ready.link'), linkText(link)],
  ] as const;
  return (
    <section className="ready">
      <LinkBanner link={link} />
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
      {droppedDocuments > 0 && (
        <p className="discreet">
          {droppedDocuments === 1
            ? t('ready.dropped.one')
            : t('ready.dropped.many', { count: droppedDocuments })}
        </p>
      )}
      <div className="buttons">
        <Button priority="secondary" onClick={() => void stationBridge.ask('phone.unbind', undefined)}>
          {t('header.changePhone')}
        </Button>
        <Button priority="tertiary" onClick={() => void stationBridge.ask('identity.signOut', undefined)}>
          {t('header.signOut')}
        </Button>
      </div>
    </section>
  );
}

function linkText(link: LinkState): string {
  return link.kind === 'stale' ? t('link.stale', { attempt: link.attempt }) : t(`link.${link.kind}`);
}

function LinkBanner({ link }: { readonly link: LinkState }) {
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
