import { memo } from 'react';
import type { Entry } from '../../../electron/directory/index.ts';
import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import type { PhoneCommand } from '../../../electron/telephony/ports.ts';
import { Button } from '../../ui/Button.tsx';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { type CallChoice, callChoices } from './call-choices.ts';
import { t } from './text.ts';

interface EntryListProps {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly phone: PhoneView;
  readonly onAct: (command: PhoneCommand) => void;
  readonly onFavourite: (entry: Entry) => void;
  readonly onEdit: (entry: Entry) => void;
  readonly onRemove: (entry: Entry) => void;
}

/** The entries that were found, each whole: who, where, and every number with what can be done with it now. */
export function EntryList({ title, entries, phone, ...acts }: EntryListProps) {
  const choices = callChoices(phone);
  return (
    <>
      <h2 className="directory__title">{title}</h2>
      <ul className="directory__list">
        {entries.map((entry) => (
          <EntryItem key={entry.id} entry={entry} choices={choices} {...acts} />
        ))}
      </ul>
    </>
  );
}

interface EntryItemProps extends Omit<EntryListProps, 'title' | 'entries' | 'phone'> {
  readonly entry: Entry;
  readonly choices: readonly CallChoice[];
}

const EntryItem = memo(
  function EntryItem({ entry, choices, onAct, onFavourite, onEdit, onRemove }: EntryItemProps) {
    const { name, favourite, remarkable, source } = entry;
    const about = [entry.organisation, entry.service, entry.town].filter(Boolean).join(' · ');
    return (
      <li className="directory__entry" data-remarkable={remarkable !== null || undefined}>
        <button
          type="button"
          className="directory__star"
          aria-pressed={favourite}
          aria-label={t(favourite ? 'directory.favourite.off' : 'directory.favourite.on', { name })}
          onClick={() => onFavourite(entry)}
        >
          <span className={`icon icon--${favourite ? 'star' : 'star-empty'}`} aria-hidden="true" />
        </button>
        <div className="directory__who">
          <p className="directory__name">
            {name} <span className="directory__kind">{t(`kind.${entry.kind}`)}</span>
          </p>
          {about && <p className="directory__about">{about}</p>}
          {remarkable !== null && (
            <p className="directory__remarkable">
              <span className="icon icon--warning" aria-hidden="true" />
              <span>
                <strong>{t('directory.remarkable')}</strong>
                {remarkable && ` : ${remarkable}`}
              </span>
            </p>
          )}
          {entry.groups.length > 0 && <p className="directory__about">{entry.groups.join(', ')}</p>}
          {source === 'local' && (
            <p className="directory__own">
              <span className="directory__about">{t('directory.site')}</span>
              <Button
                small
                priority="tertiary"
                label={t('directory.editLabel', { name })}
                onClick={() => onEdit(entry)}
              >
                {t('directory.edit')}
              </Button>
              <Button
                small
                priority="tertiary"
                label={t('directory.removeLabel', { name })}
                onClick={() => onRemove(entry)}
              >
                {t('directory.remove')}
              </Button>
            </p>
          )}
        </div>
        <ul className="directory__numbers">
          {entry.numbers.map(({ kind, number }) => (
            <li key={`${kind} ${number}`} className="directory__number">
              <span className="directory__digits">
                {formatPhoneNumber(number)}
                <span className="directory__about">{t(`number.${kind}`)}</span>
              </span>
              {kind !== 'fax' &&
                choices.map((choice) => (
                  <Button
                    key={choice.action}
                    small
                    priority={choice.first ? 'secondary' : 'tertiary'}
                    disabled={!choice.available}
                    label={t(`directory.${choice.text}Label`, { name, number: formatPhoneNumber(number) })}
                    onClick={() => onAct(choice.command(number))}
                  >
                    {t(`directory.${choice.text}`)}
                  </Button>
                ))}
            </li>
          ))}
        </ul>
      </li>
    );
  },
  (before, after) => before.entry === after.entry && sameChoices(before.choices, after.choices),
);

function sameChoices(before: readonly CallChoice[], after: readonly CallChoice[]): boolean {
  return before.length === after.length && before.every((one, index) => one.key === after[index]?.key);
}
