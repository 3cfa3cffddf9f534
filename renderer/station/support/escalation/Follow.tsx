import { useState } from 'react';
import type { EscalationView } from '../../../../electron/ipc/rooms/escalation.ts';
import type { Done, UnderWay } from '../../../../electron/support/escalation/index.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { useNow } from '../../../ui/clock.ts';
import { Field } from '../../../ui/Field.tsx';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import type { useAsking } from '../../../ui/use-intent.ts';
import { useKeeper } from '../report/use-keeper.ts';
import { CopyButton } from './CopyButton.tsx';
import { t } from './text.ts';
import { dayAndTime, momentText } from './times.ts';

interface FollowProps {
  readonly escalation: EscalationView;
  readonly underWay: UnderWay;
  readonly asking: ReturnType<typeof useAsking>;
}

const unkept = new Map<string, string>();
const refer = (_incident: string, reference: string) =>
  stationBridge.ask('escalation.refer', { reference: reference.trim() });

/** The incident that is followed: what the support said, and all that was done. */
export function Follow({ escalation, underWay, asking }: FollowProps) {
  const { timeZone, isNoted, advice } = escalation;
  const now = useNow();
  const incident = String(underWay.reportedAt);
  const [reference, setReference] = useState(() => unkept.get(incident) ?? underWay.reference);
  const keeper = useKeeper(incident, unkept, refer);
  const [ending, setEnding] = useState(false);
  const ask = (channel: 'escalation.answer', given: boolean) =>
    void asking.run(() => stationBridge.ask(channel, { given }));
  const facts = t('follow.facts', {
    concerned: t(`concerned.${underWay.concerned}`),
    extent: t(`extent.${underWay.extent}`).toLowerCase(),
    started: momentText(underWay.startedAt, now, timeZone),
    reported: momentText(underWay.reportedAt, now, timeZone),
  });
  const lines = underWay.journal.map((done) => lineOf(done, timeZone));
  return (
    <section>
      <h3>
        {t('follow.title')} <span className="escalation__severity">{t(`severity.${underWay.severity}`)}</span>
      </h3>
      <p>{facts}</p>
      <div className="buttons">
        <Button small priority="secondary" onClick={() => ask('escalation.answer', true)}>
          {t('follow.answered')}
        </Button>
        {underWay.severity === 'other' && (
          <Button
            small
            priority="secondary"
            onClick={() => void asking.run(() => stationBridge.ask('escalation.raise', undefined))}
          >
            {t('follow.raise')}
          </Button>
        )}
        {(advice.do === 'wait' || advice.do === 'support') && (
          <Button small priority="secondary" onClick={() => ask('escalation.answer', false)}>
            {t('follow.unanswered')}
          </Button>
        )}
        <Button small priority="tertiary" onClick={() => setEnding(true)}>
          {t('follow.end')}
        </Button>
      </div>
      {ending && (
        <Alert severity="warning" title={t('follow.endQuestion')}>
          <p>{t('follow.endText')}</p>
          <div className="buttons">
            <Button
              small
              onClick={() => void asking.run(() => stationBridge.ask('escalation.end', undefined))}
            >
              {t('follow.end')}
            </Button>
            <Button small priority="secondary" onClick={() => setEnding(false)}>
              {t('follow.keep')}
            </Button>
          </div>
        </Alert>
      )}
      <div className="escalation__reference">
        <Field
          label={t('follow.reference')}
          hint={t('follow.referenceHint')}
          problem={null}
          value={reference}
          maxLength={40}
          autoComplete="off"
          onChange={({ target }) => {
            setReference(target.value);
            keeper.change(target.value);
          }}
        />
      </div>
      <h3>{t('follow.journal')}</h3>
      <ol className="escalation__journal" aria-live="polite">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p className="discreet">{t(isNoted ? 'follow.noted' : 'follow.notNoted')}</p>
      {!isNoted && <CopyButton text={lines.join('\n')} copy={t('follow.copy')} copied={t('follow.copied')} />}
    </section>
  );
}

/** « 28/11 03:12 – Appel : Astreinte ASIP Santé (06 37 00 84 99) ». */
function lineOf({ at, kind, name, address }: Done, timeZone: string): string {
  return `${dayAndTime(at, timeZone)} – ${t(`done.${kind}`, { name, address: formatHelpdeskPhone(address) })}`;
}
