import { useState } from 'react';
import type { CallView, PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { callsOf, commandOf, type SecondaryVerb, secondaryVerbs } from '../ui/secondary-verbs.ts';
import { Keypad } from './Keypad.tsx';
import type { Reasons } from './reasons.ts';
import { t } from './text.ts';
import type { Actions } from './use-actions.ts';
import { VerbButton } from './VerbButton.tsx';
import { relationOf, whatItDoes } from './verb-texts.ts';

interface MoreRowProps {
  readonly lead: CallView | null;
  readonly phone: PhoneView;
  readonly reasons: Reasons;
  readonly actions: Actions;
}

/** The other commands: who is talked to and who waits, what each command will do, and the commands themselves. */
export function MoreRow({ lead, phone, reasons, actions }: MoreRowProps) {
  const [pointedAt, setPointedAt] = useState<SecondaryVerb | null>(null);
  const [keypad, setKeypad] = useState(false);
  const talking = callsOf('generateDigits', phone.calls, lead).call;

  if (keypad && talking) {
    return (
      <Keypad
        key={talking.id}
        call={talking}
        reason={reasons.ofVerb('generateDigits')}
        actions={actions}
        onClose={() => setKeypad(false)}
      />
    );
  }

  const says = (verb: SecondaryVerb) => reasons.ofVerb(verb) ?? whatItDoes(verb, phone, lead);
  const act = (verb: SecondaryVerb) => {
    // The pointer that stays there asks nothing any more.
    setPointedAt(null);
    const { call } = callsOf(verb, phone.calls, lead);
    const command = commandOf(verb, phone, lead);
    if (command) return actions.ask(command);
    if (verb === 'generateDigits') return setKeypad(true);
    if (call && (verb === 'consult' || verb === 'singleStepTransfer' || verb === 'deflect')) {
      actions.openDial({ action: verb, callId: call.id });
    }
  };
  const transferable = reasons.ofVerb('transfer') === null;
  const told = pointedAt ?? (transferable ? 'transfer' : null);

  return (
    <section className="more-row" aria-label={t('moreRow')}>
      <div className="more-row__about">
        <strong title={relationOf(phone.calls, lead)}>{relationOf(phone.calls, lead)}</strong>
        {told && (
          <span title={says(told)}>
            <b>{t('tells', { verb: t(`verb.${told}`) })}</b> {says(told)}
          </span>
        )}
      </div>
      <div className="more-row__verbs" role="toolbar" aria-label={t('moreRow')}>
        {secondaryVerbs.map((verb) => (
          <VerbButton
            key={verb}
            verb={verb}
            says={says(verb)}
            greyed={reasons.ofVerb(verb) !== null}
            pending={actions.pending.includes(verb === 'redial' ? 'dial' : verb)}
            pressed={verb === 'doNotDisturb' ? phone.doNotDisturb === true : undefined}
            onPoint={setPointedAt}
            onAct={() => act(verb)}
          />
        ))}
      </div>
    </section>
  );
}
