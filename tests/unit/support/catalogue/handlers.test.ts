import { describe, expect, it } from 'vitest';
import { fail } from '../../../../electron/failures/index.ts';
import { requestsHandlers } from '../../../../electron/handlers/requests.ts';
import type { SessionState } from '../../../../electron/identity/index.ts';
import { shippedRequests } from '../../../../electron/settings/schemas/service-requests.ts';
import { Subject } from '../../../../electron/shared/listeners.ts';
import { locked, signedIn } from '../../../gallery/fixtures.ts';

const asked = {
  id: 'moderer-main-courante',
  answers: {},
  draft: '0b6d3a54-6a0e-4f3f-9a43-5a6f0c1b2d3e',
};

describe('a request of service', () => {
  it.each<[string, SessionState, string]>([
    ['while the station is locked', locked, 'Session_Locked'],
    ['before somebody signs in', { kind: 'signed-out', failure: null }, 'Requests_NotSignedIn'],
    ['that is not filled in', signedIn, 'Requests_Incomplete'],
  ])('is not sent %s', async (_name, session, code) => {
    const handlers = requestsHandlers({
      services: () => ({
        identity: { state: new Subject(session) },
        phone: { state: new Subject({ number: '1501' }) },
        assistance: { requests: shippedRequests, desk: null },
      }),
    });
    expect(await handlers['requests.ask'](asked)).toMatchObject({ failure: { code } });
  });

  it('waits for the services', async () => {
    expect(await requestsHandlers({ services: () => null })['requests.ask'](asked)).toEqual(
      fail('Request_NotYet'),
    );
  });
});
