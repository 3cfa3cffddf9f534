import { lazy, type ReactNode } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { SignInMethod } from '../../../electron/identity/ports.ts';
import type { SignInProgress } from '../../../electron/identity/session-state.ts';
import type { Request } from '../../../electron/ipc/door.ts';
import type { CardView, SignInView } from '../../../electron/ipc/rooms/identity.ts';
import { Later } from '../../ui/Later.tsx';
import { t } from '../text.ts';
import { CardNotice } from './CardNotice.tsx';

// The first screen is the card's: what the other ways need is read when they are chosen.
const OtpWay = lazy(async () => ({ default: (await import('./otp/OtpWay.tsx')).OtpWay }));
const PscWay = lazy(async () => ({ default: (await import('./psc/PscWay.tsx')).PscWay }));

/** What a person typed that is no secret: it survives a refused attempt. */
export interface Typed {
  readonly identifier: string;
  /** What was asked of PSC; null until something was. */
  readonly psc: PscRequest | null;
}

export type PscRequest = Request<'station', 'identity.startPsc'>;

export interface OtherWayProps {
  readonly way: Exclude<SignInMethod, 'card'>;
  readonly signIn: SignInView;
  readonly card: CardView;
  readonly progress: SignInProgress | null;
  /** Why the last attempt this way failed. */
  readonly failure: Failure | null;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onUseCard: () => void;
}

/** One of the ways without the card: its form, then what is asked next. */
export function OtherWay({ way, signIn, card, progress, onUseCard, ...rest }: OtherWayProps): ReactNode {
  const answersByCard = progress?.way === 'psc' && progress.step === 'waiting' && progress.channel === 'CARD';
  return (
    <>
      {!answersByCard && <CardNotice card={card} onUse={onUseCard} />}
      <Later meanwhile={<p className="busy">{t('ways.loading')}</p>}>
        {way === 'otp' && (
          <OtpWay {...rest} progress={progress?.way === 'otp' ? progress : null} onUseCard={onUseCard} />
        )}
        {way === 'psc' && signIn.psc && (
          <PscWay
            {...rest}
            psc={signIn.psc}
            progress={progress?.way === 'psc' ? progress : null}
            onUseCard={onUseCard}
          />
        )}
      </Later>
    </>
  );
}
