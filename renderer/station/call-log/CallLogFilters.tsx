import { useId } from 'react';
import { type Filters, kinds, outcomeGroups, periods } from './filters.ts';
import { t } from './text.ts';

interface CallLogFiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** Number or name, direction, outcome, period, whose. */
export function CallLogFilters({ filters, onChange }: CallLogFiltersProps) {
  const id = useId();
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <search className="call-log__filters" aria-label={t('callLog.filters')}>
      <div className="call-log__text">
        <label className="fr-label" htmlFor={id}>
          {t('callLog.text')}
        </label>
        <input
          id={id}
          className="fr-input"
          type="search"
          maxLength={60}
          spellCheck={false}
          autoComplete="off"
          placeholder={t('callLog.textHint')}
          value={filters.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </div>
      <Choice
        label={t('callLog.kind')}
        value={filters.kind}
        choices={kinds}
        text={(kind) => t(`callLog.kind.${kind}`)}
        onChange={(kind) => change({ kind })}
      />
      <Choice
        label={t('callLog.outcome')}
        value={filters.outcome}
        choices={outcomeGroups}
        text={(outcome) => t(`callLog.outcome.${outcome}`)}
        onChange={(outcome) => change({ outcome })}
      />
      <Choice
        label={t('callLog.period')}
        value={filters.period}
        choices={periods}
        text={(period) => t(`callLog.period.${period}`)}
        onChange={(period) => change({ period })}
      />
      <label className="call-log__mine">
        <input
          type="checkbox"
          checked={filters.mine}
          onChange={(event) => change({ mine: event.target.checked })}
        />
        {t('callLog.mine')}
      </label>
    </search>
  );
}

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly Id[];
  readonly text: (id: Id) => string;
  readonly onChange: (id: Id) => void;
}

function Choice<Id extends string>({ label, value, choices, text, onChange }: ChoiceProps<Id>) {
  const id = useId();
  return (
    <div>
      <label className="fr-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="fr-select"
        value={value}
        onChange={(event) => {
          const chosen = choices.find((one) => one === event.target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {text(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
