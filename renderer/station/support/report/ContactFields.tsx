import { Line, type ReportFieldsProps } from './ReportFields.tsx';
import { t } from './text.ts';

/** Who reports, and where the support answers. */
export function ContactFields(props: ReportFieldsProps) {
  return (
    <div className="report__fields">
      <Line {...props} field="email" type="email" hint={t('hint.email')} required />
      <Line {...props} field="phone" type="tel" hint={t('hint.phone')} required />
      <Line {...props} field="declarant" required />
      <Line {...props} field="role" />
      <Line {...props} field="entity" required />
    </div>
  );
}
