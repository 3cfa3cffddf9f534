import { useEffect, useId, useState } from 'react';
import type { MonthView } from '../../../electron/ipc/rooms/verification.ts';
import verificationMonth from '../../../resources/fr/verification-month.json';
import { stationBridge } from '../../ui/bridge.ts';
import { texts } from '../../ui/text.ts';
import { MonthTools } from './MonthTools.tsx';

const t = texts(verificationMonth);

/** What was wrong with this workstation, month by month. */
export function MonthlySummary() {
  const [months, setMonths] = useState<readonly MonthView['month'][] | null>(null);
  const [chosen, setChosen] = useState<MonthView | null>(null);
  const id = useId();
  const read = async (month: string) => {
    const reply = await stationBridge.ask('month.read', { month });
    if (reply.ok) setChosen(reply.value);
  };
  useEffect(() => {
    void stationBridge.ask('month.list', undefined).then(async (reply) => {
      const known = reply.ok ? reply.value : [];
      const [newest] = known;
      const view = newest === undefined ? null : await stationBridge.ask('month.read', { month: newest.id });
      setMonths(known);
      setChosen(view?.ok ? view.value : null);
    });
  }, []);
  if (!months) return null;
  if (!chosen) return <p>{t('month.none')}</p>;
  return (
    <>
      <p className="discreet">{t('month.intro')}</p>
      <div className="fr-select-group verification__choice">
        <label className="fr-label" htmlFor={id}>
          {t('month.choose')}
        </label>
        <select
          id={id}
          className="fr-select"
          value={chosen.month.id}
          onChange={({ target }) => void read(target.value)}
        >
          {months.map((month) => (
            <option key={month.id} value={month.id}>
              {month.name}
            </option>
          ))}
        </select>
      </div>
      <p>{chosen.looks}</p>
      {chosen.well !== null && <p>{chosen.well}</p>}
      <ul>
        {chosen.points.map((point) => (
          <li key={point.id} className="verification__point" data-verdict={point.verdict}>
            <strong>{point.title}</strong>
            {point.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </li>
        ))}
      </ul>
      <MonthTools key={chosen.month.id} month={chosen.month.id} />
    </>
  );
}
