import { useId } from 'react';
import type { DirectoryNumber } from '../../../electron/directory/rules/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { numberKindIn, numberKinds } from './kinds.ts';
import { t } from './text.ts';

interface NumberFieldsProps {
  readonly numbers: readonly DirectoryNumber[];
  readonly problem: string | null;
  readonly onChange: (numbers: readonly DirectoryNumber[]) => void;
}

const most = 20;

/** The numbers of an entry, one a line. */
export function NumberFields({ numbers, problem, onChange }: NumberFieldsProps) {
  const id = useId();
  const put = (index: number, part: Partial<DirectoryNumber>) =>
    onChange(numbers.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="directory__number-fields">
      <legend className="fr-label">{t('form.numbers')}</legend>
      {numbers.map(({ kind, number }, index) => (
        <div key={index} className="directory__number-line">
          <select
            className="fr-select"
            aria-label={t('form.numberKind', { rank: index + 1 })}
            value={kind}
            onChange={(event) => put(index, { kind: numberKindIn(event.target.value) })}
          >
            {numberKinds.map((one) => (
              <option key={one} value={one}>
                {t(`number.${one}`)}
              </option>
            ))}
          </select>
          <input
            className="fr-input"
            type="tel"
            maxLength={40}
            aria-label={t('form.number', { rank: index + 1 })}
            aria-describedby={`${id}-problem`}
            aria-invalid={problem !== null}
            value={number}
            onChange={(event) => put(index, { number: event.target.value })}
          />
          {numbers.length > 1 && (
            <button
              type="button"
              className="tool"
              aria-label={t('form.removeNumber', { rank: index + 1 })}
              onClick={() => onChange(numbers.filter((_, at) => at !== index))}
            >
              <span className="icon icon--close" aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
      <p id={`${id}-problem`} className={problem ? 'fr-error-text' : 'field__problem'} aria-live="polite">
        {problem}
      </p>
      {numbers.length < most && (
        <Button
          small
          priority="tertiary"
          onClick={() => onChange([...numbers, { kind: 'mobile', number: '' }])}
        >
          {t('form.addNumber')}
        </Button>
      )}
    </fieldset>
  );
}
