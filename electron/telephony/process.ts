import { type HostPort, hostLine } from './line-host.ts';
import { SipLine } from './sip-line.ts';
import { openSupervisedLink } from './supervised-link.ts';

/** Entry of the telephony process: SIP, and nothing that is remembered. */
hostLine(parentPort(), ({ servers, heartbeat, actionTimeout, authority = null }) => {
  return new SipLine({
    actionTimeout,
    openLink: (identity) => openSupervisedLink({ servers, heartbeat, authority, identity }),
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
