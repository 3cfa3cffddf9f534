import { rehearse } from '../sip/rehearsal.ts';
import { SpareSocket } from '../sip/spare-socket.ts';
import { openSupervisedLink } from '../sip/supervised-link.ts';
import { type HostPort, hostLine } from './line-host.ts';
import { SipLine } from './sip-line.ts';

/** Entry of the telephony process: SIP, and nothing that is remembered. */
hostLine(parentPort(), ({ servers, heartbeat, actionTimeout, authority = null, csta = 'auto' }) => {
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

/** Electron's port in a utility process; the channel of `child_process` under plain Node, as in the tests. */
function parentPort(): HostPort {
  const port: typeof process.parentPort | undefined = process.parentPort;
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    };
  }
  process.once('disconnect', () => process.exit());
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}
