import { useEffect } from 'react';
import type { DialOption } from './options.ts';
import { t } from './text.ts';

interface ResultsProps {
  /** Of the field; the options' ids begin with it. */
  readonly id: string;
  readonly options: readonly DialOption[];
  readonly active: number;
  readonly onTake: (number: string) => void;
}

/** What is proposed below the field. The keyboard stays in the field, which names the active one. */
export function Results({ id, options, active, onTake }: ResultsProps) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return (
    <div id={`${id}-results`} className="dial__results" role="listbox" aria-label={t('results')}>
      {options.map(({ key, name, detail, number }, index) => (
        <div
          key={key}
          id={`${id}-${index}`}
          className="dial__option"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => {
            // The field keeps the keyboard.
            event.preventDefault();
            onTake(number);
          }}
        >
          <strong>{name}</strong>
          <span>{detail}</span>
        </div>
      ))}
    </div>
  );
}
