import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { DialOffer } from '../../electron/dialling/offered-numbers.ts';
import type { DialReading } from '../../electron/dialling/prepare-dial.ts';
import type { NumberPurpose } from '../../electron/ipc/rooms/dial.ts';
import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { obstacleTo } from '../../electron/telephony/call-rules.ts';
import { dialBridge } from '../ui/bridge.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { callName } from '../ui/party-names.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { reasonText } from '../ui/reason-text.ts';
import { useIntent } from '../ui/use-intent.ts';
import { moved, optionsOf } from './options.ts';
import { Results } from './Results.tsx';
import { t } from './text.ts';
import { type Found, useFound } from './use-found.ts';
import { useReading } from './use-reading.ts';
import { useRecent } from './use-recent.ts';

interface NumberFieldProps {
  readonly purpose: NumberPurpose;
  readonly phone: PhoneView;
  /** What it is filled in with; null to start empty. */
  readonly offer: DialOffer | null;
  readonly onDone: () => void;
}

/**
 * A number or a name, typed or pasted. Arrows go through what is proposed below it, Enter takes it. What will really
 * be dialled is said before. The window was asked for, so it takes the focus.
 */
export function NumberField({ purpose, phone, offer, onDone }: NumberFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [text, setText] = useState(textOfOffer(offer));
  const [active, setActive] = useState(-1);
  const [tried, setTried] = useState(false);
  const { run, pending, failure, clear } = useIntent((number: string) =>
    dialBridge.ask('phone.command', { ...purpose, number }),
  );
  const retrieve = useIntent((callId: string) =>
    dialBridge.ask('phone.command', { action: 'retrieve', callId }),
  );
  const typed = useReading(text, offer?.reading ?? null);
  const reading = text === '' && offer?.reading.kind === 'several' ? offer.reading : typed;
  const search = useFound(text);
  const { found } = search;
  const recent = useRecent();
  const options = optionsOf({ reading, recent, found });
  const textOf = useFailureText();
  const reason = useReason(purpose, phone);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const take = async (number: string) => {
    setTried(true);
    if (number.trim() === '' || pending || reason !== null) return;
    if (await run(number)) onDone();
    else field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void take(options[active]?.number ?? text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setActive(moved(active, event.key, options.length));
  };

  const leftOnHold =
    failure?.left === 'Phone_LeftOnHold' ? phone.calls.find(({ state }) => state === 'held') : undefined;
  const problem =
    retrieve.failure ??
    failure ??
    offer?.failure ??
    (tried && reading?.kind === 'refused' ? reading.failure : null);
  const told = problem && textOf(problem);
  const error =
    reason ?? (told && `${told.cause} ${told.remedy}`) ?? (tried && text === '' ? t('empty') : null);
  const chosen = options[active];
  return (
    <form className="dial__form" onSubmit={submit} noValidate>
      <div className="dial__row">
        <label className="fr-sr-only" htmlFor={id}>
          {t('numberOrName')}
        </label>
        <input
          ref={field}
          id={id}
          className="fr-input"
          type="text"
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-results`}
          aria-activedescendant={chosen ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          placeholder={t('numberOrName')}
          value={text}
          aria-invalid={error !== null}
          aria-describedby={`${id}-message`}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setTried(false);
            clear();
            retrieve.clear();
          }}
        />
        <button type="submit" className="fr-btn" aria-disabled={pending || reason !== null}>
          {pending ? t('pending') : t(`do.${purpose.action}`)}
        </button>
      </div>
      <p
        id={`${id}-message`}
        className={error ? 'dial__message dial__message--error' : 'dial__message'}
        role={error ? 'alert' : 'status'}
      >
        {error ??
          meaning(reading, chosen !== undefined) ??
          searchTold(search, text, textOf) ??
          hintOf(purpose)}
      </p>
      {leftOnHold && (
        <button
          type="button"
          className="fr-btn fr-btn--sm fr-btn--secondary"
          aria-disabled={retrieve.pending}
          onClick={() => void retrieve.run(leftOnHold.id)}
        >
          {t('retrieve', { who: callName(leftOnHold) })}
        </button>
      )}
      <Results id={id} options={options} active={active} onTake={(number) => void take(number)} />
    </form>
  );
}

/** A single number is put in the field; several are chosen among. */
function textOfOffer(offer: DialOffer | null): string {
  return offer?.reading.kind === 'ready' ? offer.reading.choice.number : '';
}

/** Why nothing can be called, or null. */
function useReason(purpose: NumberPurpose, { calls, capabilities }: PhoneView): string | null {
  const textOf = useFailureText();
  const capability = capabilities[purpose.action];
  if (!capability.available) return reasonText(capability.reason);
  const callId = purpose.action === 'dial' ? null : purpose.callId;
  const obstacle = obstacleTo(purpose.action, { calls, capabilities, callId });
  return obstacle && textOf({ code: obstacle }).cause;
}

function meaning(reading: DialReading | null, choosing: boolean): string | null {
  if (choosing || reading === null) return null;
  if (reading.kind === 'several') return t('several', { count: reading.choices.length });
  if (reading.kind !== 'ready') return null;
  const { dialled, extension, doubtful } = reading.choice;
  const parts = [
    t('willDial', { dialled: formatPhoneNumber(dialled) }),
    extension && t('extension', { extension }),
    doubtful && t('doubtful'),
  ];
  return parts.filter(Boolean).join(' – ');
}

/** What the search says while the text is no number. */
function searchTold(
  { found, searching, failure }: Found,
  text: string,
  textOf: ReturnType<typeof useFailureText>,
): string | null {
  if (failure) return textOf(failure).cause;
  if (found.length > 0) return t(found.length === 1 ? 'found.one' : 'found.many', { count: found.length });
  if (searching) return t('searching');
  return text.trim().length > 1 ? t('noResult') : null;
}

function hintOf(purpose: NumberPurpose): string {
  return t(purpose.action === 'dial' ? 'hint' : `hint.${purpose.action}`);
}
