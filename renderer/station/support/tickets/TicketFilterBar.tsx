import { useId } from 'react';
import { ticketFilters } from '../../../../electron/support/rules/ticket.ts';
import { t } from './text.ts';
import type { TicketFilters } from './use-tickets.ts';

interface TicketFilterBarProps {
  readonly filters: TicketFilters;
  readonly onChange: (filters: TicketFilters) => void;
}

/** Words or a number; which of them. */
export function TicketFilterBar({ filters, onChange }: TicketFilterBarProps) {
  const id = useId();
  return (
    <search className="tickets__filters" aria-label={t('filters')}>
      <div className="tickets__search">
        <label className="fr-label" htmlFor={`${id}-text`}>
          {t('search')}
        </label>
        <input
          id={`${id}-text`}
          className="fr-input"
          type="search"
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          placeholder={t('searchHint')}
          value={filters.text}
          onChange={({ target }) => onChange({ ...filters, text: target.value })}
        />
      </div>
      <div>
        <label className="fr-label" htmlFor={`${id}-filter`}>
          {t('filter')}
        </label>
        <select
          id={`${id}-filter`}
          className="fr-select"
          value={filters.filter}
          onChange={({ target }) => {
            const filter = ticketFilters.find((one) => one === target.value);
            if (filter) onChange({ ...filters, filter });
          }}
        >
          {ticketFilters.map((filter) => (
            <option key={filter} value={filter}>
              {t(`filter.${filter}`)}
            </option>
          ))}
        </select>
      </div>
    </search>
  );
}
