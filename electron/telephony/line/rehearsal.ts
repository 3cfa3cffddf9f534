import { DOMAIN, RehearsalExchange } from '../sip/rehearsal-exchange.ts';
import type { SipIdentity, SipLink } from '../sip/sip-link.ts';
import { openSupervisedLink } from '../sip/supervised-link.ts';
import type { LineEvent } from './line.ts';
import { SipLine } from './sip-line.ts';

/** So often until the engine has compiled what a binding goes through. */
const TIMES = 8;
const HOUR = 3_600;

const nobody = {
  number: '0',
  addressOfRecord: `sip:0@${DOMAIN}`,
  credential: { username: '0', password: '0' },
  deviceId: null,
};

/** Binds nobody's number at no exchange: the first binding takes many times as long as the next, and somebody waits. */
export class Rehearsal {
  #begun = false;
  #over = false;

  /** Binds it some times, once; what is heard is told, so that whoever reads it has rehearsed too. */
  async begin(tell: (event: LineEvent) => void): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    for (let time = 0; time < TIMES && !this.#over; time += 1) {
      const line = new SipLine({ actionTimeout: 1_000, openLink: linkToNobody });
      line.onEvent(tell);
      await line.watch(nobody, 0);
      await line.close();
    }
  }

  /** It is serious now: no more than what is under way. */
  end(): void {
    this.#over = true;
  }
}

function linkToNobody(identity: SipIdentity): SipLink {
  return openSupervisedLink({
    servers: [`ws://${DOMAIN}`],
    heartbeat: HOUR,
    identity,
    spare: { take: async () => ({ socket: new RehearsalExchange(), answered: false }) },
  });
}
