import { useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { SignInProgress } from '../../../../electron/identity/session-state.ts';
import type { SignInView } from '../../../../electron/ipc/rooms/identity.ts';
import { stationBridge } from '../../../ui/bridge.ts';
import { useAsking } from '../../../ui/use-intent.ts';
import type { PscRequest, Typed } from '../OtherWay.tsx';
import { failureOf } from '../progress.ts';
import { BrowserForm } from './BrowserForm.tsx';
import { BrowserWaiting } from './BrowserWaiting.tsx';
import { CompareDigits } from './CompareDigits.tsx';
import { EcpsGuide } from './EcpsGuide.tsx';
import { LinkAccount } from './LinkAccount.tsx';
import { PscForm } from './PscForm.tsx';
import '../fields.css';
import './psc.css';

interface PscWayProps {
  readonly psc: NonNullable<SignInView['psc']>;
  readonly progress: Extract<SignInProgress, { way: 'psc' }> | null;
  /** Why the last attempt failed. */
  readonly failure: Failure | null;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onUseCard: () => void;
}

/** Pro Santé Connect: who asks, the two digits to compare, and the account to link the first time. */
export function PscWay({ psc, progress, failure, typed, onTyped, onUseCard }: PscWayProps) {
  const [guideOpen, setGuideOpen] = useState(false);
  const [checking, setChecking] = useState(false);
  const asking = useAsking();
  const request: PscRequest = typed.psc ?? {
    identifier: psc.remembered ?? '',
    channel: psc.channels[0] ?? 'MOBILE',
    remember: psc.remembered !== null,
  };

  if (progress?.step === 'waiting') return <CompareDigits {...progress} />;
  if (progress?.step === 'browser') return <BrowserWaiting />;
  if (progress?.step === 'link') return <LinkAccount {...progress} />;

  const start = () =>
    asking.run(() =>
      psc.flow === 'browser'
        ? stationBridge.ask('identity.startPscInBrowser', undefined)
        : stationBridge.ask('identity.startPsc', request),
    );
  /** From the guide: the sign-in itself is the proof. */
  const check = () => {
    setGuideOpen(false);
    setChecking(!request.identifier);
    if (psc.flow === 'browser' || request.identifier) void start();
  };
  const busy = asking.pending || progress !== null;
  const state = {
    busy,
    failure: busy ? null : failureOf(asking.failure, failure),
    onStart: () => void start(),
    onActivate: () => {
      setGuideOpen(true);
      setChecking(false);
    },
    onUseCard,
  };
  return (
    <>
      {psc.flow === 'browser' ? (
        <BrowserForm {...state} />
      ) : (
        <PscForm
          {...state}
          psc={psc}
          request={request}
          checking={checking}
          onRequest={(changed) => onTyped({ ...typed, psc: changed })}
        />
      )}
      {guideOpen && (
        <EcpsGuide address={psc.activation} onCheck={check} onClose={() => setGuideOpen(false)} />
      )}
    </>
  );
}
