import { type FormEvent, useState } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { Choices } from '../../ui/Choices.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { formatHelpdeskPhone } from '../../ui/phone-number.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { Step } from '../shell/Step.tsx';
import { personName, t } from '../text.ts';
import { useEscape } from './Authenticating.tsx';

interface ProfileChoiceProps {
  readonly session: Extract<SessionView, { kind: 'choosing-profile' }>;
  readonly helpdeskPhone: string;
}

const cancel = () => void stationBridge.ask('identity.cancel', undefined);

/** As what, and where, a person works today. Enter takes the selected one; Escape goes back. */
export function ProfileChoice({ session, helpdeskPhone }: ProfileChoiceProps) {
  const { person, profiles, preselected } = session;
  const [chosen, setChosen] = useState(preselected);
  const intent = useIntent((profileId: string) => stationBridge.ask('identity.chooseProfile', { profileId }));
  useEscape(cancel);
  const selected = profiles.find(({ id }) => id === chosen) ?? profiles[0];

  const failure = intent.failure ?? session.failure;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (selected && !intent.pending) void intent.run(selected.id);
  };

  return (
    <>
      <Step step={2} />
      <form className="profiles" onSubmit={onSubmit}>
        <h2 className="title">{t('profile.welcome', { name: personName(person) })}</h2>
        {failure && !intent.pending && <FailureAlert failure={failure} />}
        {selected ? (
          <Choices
            legend={t('profile.legend')}
            hint={t('profile.hint')}
            name="profile"
            options={profiles.map(({ id, role, entity }) => ({ id, title: role, detail: entity.name }))}
            selected={selected.id}
            onSelect={setChosen}
            autoFocus
          />
        ) : (
          <Alert severity="warning" title={t('profile.none')}>
            <p>{t('profile.noneHint', { phone: formatHelpdeskPhone(helpdeskPhone) })}</p>
          </Alert>
        )}
        <div className="buttons buttons--sticky">
          {selected && (
            <Button type="submit" busy={intent.pending}>
              {intent.pending ? t('profile.pending') : t('profile.submit')}
            </Button>
          )}
          <Button type="button" priority="secondary" onClick={cancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </>
  );
}
