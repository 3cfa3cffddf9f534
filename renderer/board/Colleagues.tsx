import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { ColleagueState } from '../../electron/telephony/board/ports.ts';
import type { PhoneCommand } from '../../electron/telephony/ports.ts';
import { t } from '../ui/board-text.ts';
import { ColleagueTile } from './ColleagueTile.tsx';
import type { Help } from './colleague-actions.ts';
import { byGroup, search } from './search.ts';
import { tileAfter } from './tile-keys.ts';

interface ColleaguesProps {
  readonly colleagues: readonly ColleagueState[];
  readonly help: Help;
  readonly onAct: (command: PhoneCommand) => void;
}

/**
 * Colleagues by group, found as one types; arrows go from one to the next, Tab to what can be done. Who is not looked
 * for is only hidden: making hundreds of tiles anew would hold up the next key.
 */
export function Colleagues({ colleagues: told, help, onAct }: ColleaguesProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [group, setGroup] = useState<string | null>(null);
  const [freeOnly, setFreeOnly] = useState(false);
  const [current, setCurrent] = useState<string | null>(null);
  // A key that is typed goes before what is told of others, and before what it finds.
  const colleagues = useDeferredValue(told);
  const wanted = useDeferredValue(text);
  const found = useMemo(
    () => search(colleagues, { text: wanted, group, freeOnly }),
    [colleagues, wanted, group, freeOnly],
  );
  const shown = useMemo(() => new Set(found.map(({ number }) => number)), [found]);
  const groups = useMemo(() => byGroup(colleagues), [colleagues]);
  const currentNumber = current !== null && shown.has(current) ? current : (found[0]?.number ?? null);

  const tiles = useMemo(
    () =>
      groups.map(({ group: name, members }) => (
        <section
          key={name}
          className="tiles__group"
          aria-label={name || t('otherGroup')}
          hidden={!members.some(({ number }) => shown.has(number))}
        >
          <h3 className="tiles__heading">{name || t('otherGroup')}</h3>
          <ul className="tiles__grid">
            {members.map((colleague) => (
              <ColleagueTile
                key={colleague.number}
                colleague={colleague}
                help={help}
                isShown={shown.has(colleague.number)}
                isCurrent={colleague.number === currentNumber}
                onAct={onAct}
              />
            ))}
          </ul>
        </section>
      )),
    [groups, shown, help, currentNumber, onAct],
  );

  const focus = (number: string) => {
    setCurrent(number);
    list.current?.querySelector<HTMLElement>(`[data-number="${CSS.escape(number)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const tiles = [...(list.current?.querySelectorAll<HTMLElement>('.tile:not([hidden])') ?? [])];
    const next = tileAfter(event.key, tiles, document.activeElement);
    if (!next?.dataset.number) return;
    event.preventDefault();
    focus(next.dataset.number);
  };
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    const first = found[0];
    if (!first || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    focus(first.number);
  };

  return (
    <section className="colleagues" aria-labelledby="colleagues">
      <h2 className="board__subtitle" id="colleagues">
        {t('colleagues')}
      </h2>
      {colleagues.length === 0 ? (
        <p className="quiet">{t('colleagues.none')}</p>
      ) : (
        <>
          <search className="finder">
            <div className="finder__text">
              <label className="fr-label" htmlFor={`${id}-search`}>
                {t('search')}
              </label>
              <input
                id={`${id}-search`}
                className="fr-input"
                type="search"
                autoComplete="off"
                spellCheck={false}
                maxLength={60}
                placeholder={t('searchHint')}
                value={text}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={enter}
              />
            </div>
            {groups.length > 1 && (
              <div>
                <label className="fr-label" htmlFor={`${id}-group`}>
                  {t('group')}
                </label>
                <select
                  id={`${id}-group`}
                  className="fr-select"
                  value={group ?? '*'}
                  onChange={(event) => setGroup(event.target.value === '*' ? null : event.target.value)}
                >
                  <option value="*">{t('allGroups')}</option>
                  {groups.map(({ group: one }) => (
                    <option key={one} value={one}>
                      {one || t('otherGroup')}
                    </option>
                  ))}
                </select>
              </div>
            )}
            <label className="finder__free">
              <input
                type="checkbox"
                checked={freeOnly}
                onChange={(event) => setFreeOnly(event.target.checked)}
              />
              {t('freeOnly')}
            </label>
            <p className="finder__count" role="status">
              {found.length === 0
                ? t('colleagues.noMatch')
                : found.length === 1
                  ? t('colleagues.shown.one')
                  : t('colleagues.shown.many', { count: found.length })}
            </p>
          </search>
          {help.callId !== null && <p className="quiet">{t('transferHint')}</p>}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the tiles, which take the focus */}
          <div ref={list} className="tiles" onKeyDown={onKeyDown}>
            {tiles}
          </div>
        </>
      )}
    </section>
  );
}
