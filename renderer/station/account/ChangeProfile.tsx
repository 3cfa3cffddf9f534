import { type FormEvent, useState } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { Choices } from '../../ui/Choices.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { formatHelpdeskPhone } from '../../ui/phone-number.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';

interface ChangeProfileProps {
  readonly session: Extract<SessionView, { kind: 'signed-in' }>;
  readonly helpdeskPhone: string;
  readonly onClose: () => void;
}

/** « Changer de profil », without signing in again. */
export function ChangeProfile({ session, helpdeskPhone, onClose }: ChangeProfileProps) {
  const { profile, profiles } = session;
  const [chosen, setChosen] = useState(profile.id);
  const change = useIntent((profileId: string) => stationBridge.ask('identity.changeProfile', { profileId }));

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (change.pending) return;
    if (chosen === profile.id || (await change.run(chosen))) onClose();
  };

  if (profiles.length < 2) {
    return (
      <Panel title={t('changeProfile.title')} onClose={onClose}>
        <Alert severity="info" title={t('changeProfile.only')}>
          <p>{t('changeProfile.onlyText', { phone: formatHelpdeskPhone(helpdeskPhone) })}</p>
        </Alert>
      </Panel>
    );
  }
  return (
    <Panel title={t('changeProfile.title')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        {change.failure && <FailureAlert failure={change.failure} onClose={change.clear} />}
        <Choices
          legend={t('changeProfile.legend')}
          hint={t('changeProfile.keeps')}
          name="change-profile"
          options={profiles.map(({ id, role, entity }) => ({
            id,
            title: role,
            detail: id === profile.id ? t('changeProfile.current', { entity: entity.name }) : entity.name,
          }))}
          selected={chosen}
          onSelect={setChosen}
        />
        <div className="buttons panel__buttons">
          <Button type="submit" busy={change.pending}>
            {change.pending ? t('changeProfile.pending') : t('changeProfile.submit')}
          </Button>
          <Button priority="secondary" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
