import type { RecentNumber } from '../../electron/call-log/rules/recent-numbers.ts';
import type { DialReading } from '../../electron/dialling/prepare-dial.ts';
import type { Suggestion } from '../../electron/handlers/dial-suggestions.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { dayAndTimeOf } from '../ui/time-of.ts';
import { t } from './text.ts';

/** One line under the number field, which may be called. */
export interface DialOption {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  /** What is asked of main. */
  readonly number: string;
}

export interface Proposals {
  readonly reading: DialReading | null;
  /** What was dialled lately, the newest first. */
  readonly recent: readonly RecentNumber[];
  readonly found: readonly Suggestion[];
}

/** What may be called: the numbers of the text, else who was found, else, of an empty field, what was dialled lately. */
export function optionsOf({ reading, recent, found }: Proposals): readonly DialOption[] {
  if (reading?.kind === 'several') {
    return reading.choices.map(({ number, dialled, extension }) => ({
      key: `${number}-${extension}`,
      name: formatPhoneNumber(number),
      detail: [
        t('willDial', { dialled: formatPhoneNumber(dialled) }),
        extension && t('extension', { extension }),
      ]
        .filter(Boolean)
        .join(', '),
      number,
    }));
  }
  if (found.length > 0) return found.map(ofSuggestion);
  return reading && reading.kind !== 'empty' ? [] : recent.map(ofRecent);
}

function ofRecent({ number, name, at }: RecentNumber): DialOption {
  const shown = formatPhoneNumber(number);
  const when = at === null ? t('dialled') : t('dialledAt', { at: dayAndTimeOf(at) });
  return {
    key: `recent ${number}`,
    name: name ?? shown,
    detail: [name && shown, when].filter(Boolean).join(' – '),
    number,
  };
}

function ofSuggestion({ name, kind, place, number }: Suggestion): DialOption {
  const what = [t(`kind.${kind}`), place, formatPhoneNumber(number)].filter(Boolean);
  return { key: `${name} ${number} ${place}`, name, detail: what.join(' – '), number };
}

/** Where an arrow leads in a list of `count`, from `active`; -1 is the field itself. */
export function moved(active: number, key: 'ArrowDown' | 'ArrowUp', count: number): number {
  const step = key === 'ArrowDown' ? 1 : -1;
  return ((active + 1 + step + (count + 1)) % (count + 1)) - 1;
}
