import { answers, environments } from '../../../../electron/support/rules/report.ts';
import { Select } from '../../../ui/Select.tsx';
import { Line, Lines, type ReportFieldsProps, Tick } from './ReportFields.tsx';
import { t } from './text.ts';

interface MoreFieldsProps extends ReportFieldsProps {
  /** What a report may be about, at this site. */
  readonly categories: readonly string[];
}

/** What helps the support, and is filled in or may be left out. */
export function MoreFields({ categories, ...props }: MoreFieldsProps) {
  const { report, onChange } = props;
  const offered = [...new Set([...categories, report.category])].filter((one) => one !== '');
  return (
    <>
      <Lines {...props} field="expected" rows={2} />
      <div className="report__fields">
        <Line {...props} field="startedAt" type="datetime-local" required />
        <Line {...props} field="usersAffected" hint={t('hint.usersAffected')} />
        <Select
          label={t('field.environment')}
          problem={null}
          options={environments.map((one) => ({ id: one, text: t(`environment.${one}`) }))}
          selected={report.environment}
          onSelect={(environment) => onChange({ environment })}
        />
        <Select
          label={t('field.reproducible')}
          problem={null}
          options={answers.map((one) => ({ id: one, text: t(`reproducible.${one}`) }))}
          selected={report.reproducible}
          onSelect={(reproducible) => onChange({ reproducible })}
        />
        {offered.length > 0 && (
          <Select
            label={t('field.category')}
            problem={null}
            options={[
              { id: '', text: t('category.none') },
              ...offered.map((one) => ({ id: one, text: one })),
            ]}
            selected={report.category}
            onSelect={(category) => onChange({ category })}
          />
        )}
        <Line {...props} field="equipment" hint={t('hint.equipment')} />
        <Line {...props} field="userConcerned" hint={t('hint.userConcerned')} />
      </div>
      <Tick
        label={t('field.prerequisitesChecked')}
        hint={t('hint.prerequisitesChecked')}
        checked={report.prerequisitesChecked}
        onChange={(prerequisitesChecked) => onChange({ prerequisitesChecked })}
      />
    </>
  );
}
