import type { ComponentProps } from 'react';
import { FieldFrame, type FieldTexts } from './FieldFrame.tsx';

interface SelectProps<Id extends string>
  extends FieldTexts,
    Omit<
      ComponentProps<'select'>,
      'id' | 'className' | 'aria-describedby' | 'onSelect' | 'onChange' | 'value'
    > {
  readonly options: readonly { readonly id: Id; readonly text: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** The same as `Field` for a choice of one from a list. */
export function Select<Id extends string>({
  label,
  hint,
  problem,
  options,
  selected,
  onSelect,
  ...select
}: SelectProps<Id>) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem}>
      {(tied) => (
        <select
          {...select}
          {...tied}
          className="fr-select"
          value={selected}
          onChange={({ target }) => {
            const chosen = options.find(({ id }) => id === target.value);
            if (chosen) onSelect(chosen.id);
          }}
        >
          {options.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
