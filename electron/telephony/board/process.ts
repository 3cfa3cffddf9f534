import { hostPort, hostService } from '../../shared/supervised-host.ts';
import { openSupervisedLink } from '../sip/supervised-link.ts';
import { hostBoard } from './board-host.ts';
import { boardOptionsSchema } from './protocol.ts';

/** Entry of the board's process: hundreds of subscriptions that never hold up the operator's own phone. */
hostService(hostPort(), (raw, emit) => {
  const { servers, heartbeat, authority, ...watched } = boardOptionsSchema.parse(raw);
  return hostBoard({
    ...watched,
    emit,
    openLink: (identity) => openSupervisedLink({ servers, heartbeat, authority, identity }),
  });
});
