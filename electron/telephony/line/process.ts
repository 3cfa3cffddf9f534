import { hostPort } from '../../shared/supervised-host.ts';
import { SpareSocket } from '../sip/spare-socket.ts';
import { openSupervisedLink } from '../sip/supervised-link.ts';
import { hostLine } from './line-host.ts';
import { Rehearsal } from './rehearsal.ts';
import { SipLine } from './sip-line.ts';

/** Entry of the telephony process: SIP, and nothing that is remembered. */
hostLine(hostPort(), ({ servers, heartbeat, actionTimeout, authority = null, csta = 'auto' }) => {
  const [server = ''] = servers;
  const spare = new SpareSocket();
  const rehearsal = new Rehearsal();
  return new SipLine({
    actionTimeout,
    csta,
    prepare: (tell) => {
      spare.prepare({ server, authority });
      void rehearsal.begin(tell);
    },
    openLink: (identity) => {
      rehearsal.end();
      return openSupervisedLink({ servers, heartbeat, authority, identity, spare });
    },
  });
});
