import type { ImportReport as Report } from '../../../native/records/directory/imports/report.ts';
import { count, t } from './text.ts';

const figures = ['added', 'updated', 'unchanged', 'removed', 'refused'] as const;

/** What an import does, in figures, and each line of the file that needs a look. */
export function ImportReport({ report }: { readonly report: Report }) {
  const ignored = report.columns.filter(({ field, header }) => field === null && header !== '');
  return (
    <div className="directory__report">
      <dl className="facts">
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{t(`import.${figure}`)}</dt>
            <dd>{count(report[figure])}</dd>
          </div>
        ))}
      </dl>
      {report.encoding && <p className="discreet">{t('import.encoding', { encoding: report.encoding })}</p>}
      {ignored.length > 0 && (
        <p className="discreet">
          {t('import.ignored', { columns: ignored.map(({ header }) => header).join(', ') })}
        </p>
      )}
      {report.issues.length > 0 && <Issues report={report} />}
    </div>
  );
}

function Issues({ report }: { readonly report: Report }) {
  const { issues, issuesTotal } = report;
  return (
    <>
      <h3 className="directory__title">{t('import.issues')}</h3>
      {issuesTotal > issues.length && (
        <p className="discreet">
          {t('import.issuesMore', { count: count(issues.length), total: count(issuesTotal) })}
        </p>
      )}
      <table className="directory__issues">
        <thead>
          <tr>
            <th scope="col">{t('import.line')}</th>
            <th scope="col">{t('import.reason')}</th>
            <th scope="col">{t('import.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {issues.map(({ line, reason, detail }, index) => (
            <tr key={index}>
              <td>{line}</td>
              <td>{t(`reason.${reason}`)}</td>
              <td>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
