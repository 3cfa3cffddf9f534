import { useId, useLayoutEffect, useRef } from 'react';
import type { Box, Finding } from '../../electron/redaction/index.ts';
import { Button } from '../ui/Button.tsx';
import type { EditingStep } from './Editor.tsx';
import { suspicionText, t } from './text.ts';

interface FindingsProps {
  readonly step: EditingStep;
  readonly chosen: Finding | undefined;
  readonly onChoose: (id: string | null) => void;
  readonly onReveal: () => void;
  /** Hides again what was shown. */
  readonly onHide: (box: Box) => void;
}

/** What is hidden and what it seems to be; showing one of them begins here. A list of hundreds is the system's own. */
export function Findings({ step, chosen, onChoose, onReveal, onHide }: FindingsProps) {
  const { findings, revealed, masked, busy } = step;
  const id = useId();
  const list = useRef<HTMLSelectElement>(null);
  const whole = masked === 'fully-masked';
  const index = findings.findIndex((one) => one.id === chosen?.id);
  // A list of which nothing is chosen: React would choose its first line.
  useLayoutEffect(() => {
    if (list.current) list.current.selectedIndex = index;
  });
  return (
    <section className="findings">
      <label className="editor__subtitle" htmlFor={id}>
        {t('findings.title', { count: whole ? 1 : findings.length })}
      </label>
      {findings.length === 0 ? (
        <p className="discreet">{t('findings.none')}</p>
      ) : (
        <select
          ref={list}
          id={id}
          className="findings__list"
          size={8}
          disabled={whole}
          onChange={(event) => onChoose(event.target.value || null)}
        >
          {findings.map((finding, index) => (
            <option key={finding.id} value={finding.id}>
              {t('findings.one', { number: index + 1, suspicion: suspicionText(finding.suspicion) })}
            </option>
          ))}
        </select>
      )}
      {whole ? (
        <p className="discreet">{t('findings.cannot')}</p>
      ) : chosen ? (
        <Button small priority="secondary" busy={busy !== null} onClick={onReveal}>
          {t('findings.show')}
        </Button>
      ) : (
        findings.length > 0 && <p className="discreet">{t('findings.choose')}</p>
      )}
      {revealed.length > 0 && (
        <>
          <h3 className="editor__subtitle">{t('revealed.title', { count: revealed.length })}</h3>
          <ul className="revealed">
            {revealed.map((one) => (
              <li key={one.id}>
                <span>{suspicionText(one.suspicion)}</span>
                <Button
                  small
                  priority="tertiary"
                  label={t('revealed.hideOne', { suspicion: suspicionText(one.suspicion) })}
                  onClick={() => onHide(one.box)}
                >
                  {t('revealed.hide')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
