import type { Failure } from '../../../../electron/failures/index.ts';
import type { OtpChallenge } from '../../../../electron/identity/ports.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { useIntent } from '../../../ui/use-intent.ts';
import { t } from '../../text.ts';
import { NewPasswordForm } from '../NewPasswordForm.tsx';
import { failureOf } from '../progress.ts';
import { cancelSignIn } from '../use-way.ts';

interface NewPasswordProps {
  readonly challenge: Extract<OtpChallenge, { kind: 'new-password' }>;
  readonly refused: Failure | null;
  readonly busy: boolean;
}

/** The provider wants another password before it opens the session. */
export function NewPassword({ challenge, refused, busy }: NewPasswordProps) {
  const intent = useIntent((password: Uint8Array<ArrayBuffer>) =>
    stationBridge.ask('identity.submitNewPassword', { password }),
  );
  return (
    <>
      <h2 className="title">{t('otp.newPassword.title')}</h2>
      <p>{t(`otp.newPassword.${challenge.reason}`)}</p>
      <NewPasswordForm
        policy={challenge.policy}
        askCurrent={false}
        onSubmit={(_current, next) => intent.run(next)}
        failure={failureOf(intent.failure, refused)}
        pending={intent.pending || busy}
        submit={t('otp.newPassword.submit')}
      >
        <Button priority="secondary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </NewPasswordForm>
    </>
  );
}
