import { fail, ok, type Result } from '../../failures/index.ts';
import type { HostedService } from '../../shared/supervised-host.ts';
import type { AgentState } from '../agent/ports.ts';
import { PresencePublication } from '../agent/presence-publication.ts';
import type { SipIdentity, SipLink } from '../sip/sip-link.ts';
import { BoardWatch } from './board-watch.ts';
import { type BoardEvent, type BoardOptions, type BoardRequest, boardRequestSchema } from './protocol.ts';

export interface BoardHostOptions extends Pick<BoardOptions, 'queues' | 'colleagues' | 'showParties'> {
  readonly openLink: (identity: SipIdentity) => SipLink;
  readonly emit: (event: BoardEvent) => void;
}

interface Followed {
  readonly watch: BoardWatch;
  readonly presence: PresencePublication;
}

/** What the board's process does for main: one link at a time, on which it follows and publishes. */
export function hostBoard({ openLink, emit, ...watched }: BoardHostOptions): HostedService {
  let followed: Followed | null = null;
  /** One change of what is followed after another; what is published waits for it. */
  let changing: Promise<unknown> = Promise.resolve();

  async function unfollow(): Promise<Result<undefined>> {
    const before = followed;
    followed = null;
    // What is published goes first: it needs the link.
    await before?.presence.stop();
    await before?.watch.stop();
    return ok();
  }

  async function follow(identity: SipIdentity): Promise<Result<undefined>> {
    await unfollow();
    const link = openLink(identity);
    const { addressOfRecord } = identity;
    followed = {
      watch: new BoardWatch({ ...watched, addressOfRecord, link, emit }),
      presence: new PresencePublication({
        link,
        addressOfRecord,
        onOutcome: (outcome) => emit({ type: 'published', outcome }),
      }),
    };
    return ok();
  }

  async function publish(state: AgentState | null): Promise<Result<undefined>> {
    await changing;
    if (!followed) return fail('Phone_LinkDown');
    return state === null ? followed.presence.withdraw() : followed.presence.publish(state);
  }

  function inTurn(change: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const done = changing.then(change);
    changing = done;
    return done;
  }

  function act(request: BoardRequest): Promise<Result<undefined>> {
    switch (request.type) {
      case 'follow':
        return inTurn(() => follow(request.target));
      case 'publish':
        return publish(request.state);
      case 'unfollow':
        return inTurn(unfollow);
    }
  }

  return {
    handle: (raw) => {
      const request = boardRequestSchema.safeParse(raw);
      return request.success ? act(request.data) : fail('Request_Failed');
    },
  };
}
