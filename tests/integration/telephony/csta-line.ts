import type { Connection } from '../../../electron/telephony/connections.ts';
import type { CstaPolicy, CstaRequest } from '../../../electron/telephony/csta/ports.ts';
import type { LineEvent } from '../../../electron/telephony/line/line.ts';
import { SipLine } from '../../../electron/telephony/line/sip-line.ts';
import type { SipLink } from '../../../electron/telephony/sip/sip-link.ts';
import { openSupervisedLink } from '../../../electron/telephony/sip/supervised-link.ts';
import { waitFor } from '../../stand/process.ts';
import { targetOf } from './phones.ts';

type Of<T extends LineEvent['type']> = Extract<LineEvent, { type: T }>;

/** A line that watches one number, and what it told of uaCSTA. */
export class CstaLine {
  readonly events: LineEvent[] = [];
  readonly line: SipLine;
  #link: SipLink | null = null;

  constructor(servers: readonly string[], csta: CstaPolicy = 'auto', heartbeat = 1) {
    this.line = new SipLine({
      actionTimeout: 1_500,
      csta,
      openLink: (identity) => {
        this.#link = openSupervisedLink({ servers, identity, heartbeat });
        return this.#link;
      },
    });
    this.line.onEvent((event) => void this.events.push(event));
  }

  get link(): SipLink {
    if (!this.#link) throw new Error('nothing is watched');
    return this.#link;
  }

  async watch(number: string, domain: string): Promise<void> {
    const outcome = await this.line.watch(targetOf(number, domain), 1);
    if (!outcome.ok) throw new Error(outcome.failure.code);
  }

  ask(request: CstaRequest) {
    return this.line.csta(request);
  }

  told<T extends LineEvent['type']>(type: T): readonly Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.type === type);
  }

  last<T extends LineEvent['type']>(type: T): Of<T> | undefined {
    return this.told(type).at(-1);
  }

  /** Resolves once the phone offers services, or no session is left. */
  session(open: boolean, timeoutMs = 5_000): Promise<Of<'csta'>> {
    return waitFor(
      () => {
        const last = this.last('csta');
        return last && (last.services !== null) === open ? last : undefined;
      },
      { timeoutMs, what: open ? 'a uaCSTA session' : 'the loss of the session' },
    );
  }

  /** The connections there are, as they were told. */
  connections(): readonly Connection[] {
    const known = new Map<string, Connection>();
    for (const { report } of this.told('connections')) {
      if (report.full) known.clear();
      for (const connection of report.connections) {
        for (const key of connection.continues) known.delete(key);
        if (connection.state === 'ended') known.delete(connection.key);
        else known.set(connection.key, connection);
      }
    }
    return [...known.values()];
  }

  /** Resolves once the connections are in these states, in any order. */
  until(...states: readonly Connection['state'][]): Promise<readonly Connection[]> {
    return this.untilWithin(5_000, ...states);
  }

  async untilWithin(
    timeoutMs: number,
    ...states: readonly Connection['state'][]
  ): Promise<readonly Connection[]> {
    const wanted = [...states].sort().join();
    return waitFor(
      () => {
        const all = this.connections();
        const now = all.map(({ state }) => state).sort();
        return now.join() === wanted ? all : undefined;
      },
      { timeoutMs, what: `connections to be ${wanted || 'none'}` },
    );
  }

  close(): Promise<void> {
    return this.line.close();
  }
}
