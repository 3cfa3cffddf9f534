import { useId } from 'react';

interface Option {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
}

interface ChoicesProps {
  readonly legend: string;
  readonly hint?: string;
  readonly name: string;
  readonly options: readonly Option[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** Gives the keyboard to the selected one. */
  readonly autoFocus?: boolean;
}

/** A choice of one among cards; arrows move, as in every group of radio buttons. */
export function Choices({ legend, hint, name, options, selected, onSelect, autoFocus }: ChoicesProps) {
  const hintId = useId();
  return (
    <fieldset className="choices" aria-describedby={hint ? hintId : undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p id={hintId} className="discreet">
          {hint}
        </p>
      )}
      <div className="choices__list">
        {options.map(({ id, title, detail }) => (
          <label key={id} className="choice">
            <input
              type="radio"
              name={name}
              value={id}
              checked={id === selected}
              // biome-ignore lint/a11y/noAutofocus: the screen asks for this choice and nothing else
              autoFocus={autoFocus && id === selected}
              onChange={() => onSelect(id)}
            />
            <span className="choice__text">
              <strong>{title}</strong>
              {detail && <span>{detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
