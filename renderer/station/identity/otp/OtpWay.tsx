import type { Failure } from '../../../../electron/failures/index.ts';
import type { SignInProgress } from '../../../../electron/identity/session-state.ts';
import { useEscape } from '../Authenticating.tsx';
import type { Typed } from '../OtherWay.tsx';
import { cancelSignIn } from '../use-way.ts';
import { ChooseChannel } from './ChooseChannel.tsx';
import { EnterCode } from './EnterCode.tsx';
import { NewPassword } from './NewPassword.tsx';
import { OtpForm } from './OtpForm.tsx';
import '../fields.css';
import './otp.css';

interface OtpWayProps {
  readonly progress: Extract<SignInProgress, { way: 'otp' }> | null;
  /** Why the last attempt failed. */
  readonly failure: Failure | null;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onUseCard: () => void;
}

/** Identifier and password, then what the provider asks: where to send the code, the code, a new password. */
export function OtpWay({ progress, failure, typed, onTyped, onUseCard }: OtpWayProps) {
  if (!progress?.challenge) {
    return (
      <OtpForm
        busy={progress !== null}
        failure={failure}
        identifier={typed.identifier}
        onIdentifier={(identifier) => onTyped({ ...typed, identifier })}
        onUseCard={onUseCard}
      />
    );
  }
  return <OtpStep {...progress} challenge={progress.challenge} />;
}

type Asked = Extract<SignInProgress, { way: 'otp' }>;

function OtpStep({
  challenge,
  refused,
  busy,
}: Asked & { readonly challenge: NonNullable<Asked['challenge']> }) {
  useEscape(cancelSignIn);
  const state = { refused, busy };
  switch (challenge.kind) {
    case 'choose-channel':
      return <ChooseChannel challenge={challenge} {...state} />;
    case 'enter-code':
      return (
        <EnterCode key={`${challenge.channel} ${challenge.position}`} challenge={challenge} {...state} />
      );
    case 'new-password':
      return <NewPassword challenge={challenge} {...state} />;
  }
}
