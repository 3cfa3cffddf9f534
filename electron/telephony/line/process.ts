import { hostPort } from '../../shared/supervised-host.ts';
import { rehearse } from '../sip/rehearsal.ts';
import { SpareSocket } from '../sip/spare-socket.ts';
import { openSupervisedLink } from '../sip/supervised-link.ts';
import { hostLine } from './line-host.ts';
import { SipLine } from './sip-line.ts';

/** Entry of the telephony process: SIP, and nothing that is remembered. */
hostLine(hostPort(), ({ servers, heartbeat, actionTimeout, authority = null, csta = 'auto' }) => {
  const [server = ''] = servers;
  const spare = new SpareSocket();
  return new SipLine({
    actionTimeout,
    csta,
    prepare: () => {
      spare.prepare({ server, authority });
      rehearse();
    },
    openLink: (identity) => openSupervisedLink({ servers, heartbeat, authority, identity, spare }),
  });
});
