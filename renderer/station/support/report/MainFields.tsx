import { concernedFunctions } from '../../../../electron/support/escalation/rules/choices.ts';
import { Select } from '../../../ui/Select.tsx';
import { t as escalation } from '../escalation/text.ts';
import { problemText } from './problem-text.ts';
import { Lines, type ReportFieldsProps } from './ReportFields.tsx';
import { t } from './text.ts';

const functions = concernedFunctions.map((one) => escalation(`concerned.${one}`));

/** What goes wrong, and with what: with the subject, all that the common case asks for. */
export function MainFields(props: ReportFieldsProps) {
  const { report, problems, onChange } = props;
  const { concernedFunction } = report;
  // One that was written elsewhere stays as it is.
  const others = concernedFunction === '' || functions.includes(concernedFunction) ? [] : [concernedFunction];
  return (
    <>
      <Lines {...props} field="error" hint={t('hint.error')} rows={4} required />
      <div className="report__narrow">
        <Select
          label={t('field.required', { label: t('field.concernedFunction') })}
          name="concernedFunction"
          aria-required
          problem={problemText(problems, 'concernedFunction')}
          options={[
            { id: '', text: t('choose') },
            ...[...functions, ...others].map((one) => ({ id: one, text: one })),
          ]}
          selected={concernedFunction}
          onSelect={(chosen) => onChange({ concernedFunction: chosen })}
        />
      </div>
    </>
  );
}
