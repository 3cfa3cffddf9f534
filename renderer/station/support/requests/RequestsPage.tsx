import { useState } from 'react';
import type { StationView } from '../../../../electron/ipc/rooms/station.ts';
import type { ServiceRequest } from '../../../../electron/support/catalogue/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { RequestDetails } from './RequestDetails.tsx';
import { t } from './text.ts';
import './requests.css';

interface RequestsPageProps {
  readonly requests: readonly ServiceRequest[];
  readonly view: StationView;
}

/** « Demandes de service »: what the support does on request, and how one asks. */
export function RequestsPage({ requests, view }: RequestsPageProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const request = requests.find(({ id }) => id === chosen);
  if (request) {
    return <RequestDetails request={request} view={view} onBack={() => setChosen(null)} />;
  }
  return (
    <>
      <p>{t('intro')}</p>
      <ul className="requests" aria-label={t('list')}>
        {requests.map(({ id, title, description, channel, who }) => (
          <li key={id} className="requests__one">
            <div>
              <h3>{title}</h3>
              <p>{description}</p>
              <p className="discreet">
                {who} – {t(`channel.${channel}`)}
              </p>
            </div>
            <Button
              small
              priority="secondary"
              label={`${t('open')} : ${title}`}
              onClick={() => setChosen(id)}
            >
              {t('open')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
