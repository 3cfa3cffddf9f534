import { ok, type Result } from '../../../electron/failures/index.ts';
import type { Connection, DialogReference } from '../../../electron/telephony/connections.ts';
import type { CstaRequest } from '../../../electron/telephony/csta/ports.ts';
import type { Dialog } from '../../../electron/telephony/documents/dialog-info.ts';
import type { Line, LineEvent, PhoneOrder } from '../../../electron/telephony/line/line.ts';
import type { PhoneTarget } from '../../../electron/telephony/ports.ts';
import { document } from './documents.ts';

const device = { id: '<urn:uuid:1>', userAgent: 'Desk 1', contact: 'sip:1501@192.0.2.1' };

type Taken = Promise<Result<undefined>>;

/** A line that says what the test lets it say, and keeps what it was asked. */
export class ToldLine implements Line {
  readonly asked: (CstaRequest | { readonly order: PhoneOrder } | { readonly dial: string })[] = [];
  watched = 0;
  resubscribed = 0;
  /** What the phone does with an order, once it is kept. */
  onAsked: (asked: ToldLine['asked'][number]) => Taken = async () => ok();
  #emit: (event: LineEvent, watch: number) => void = () => undefined;
  #version = -1;

  prepare() {}

  onEvent(listener: (event: LineEvent, watch: number) => void) {
    this.#emit = listener;
    return () => undefined;
  }

  async watch(_target: PhoneTarget, watch: number) {
    this.watched = watch;
    return ok({ kind: 'bound' as const, device });
  }

  async unwatch() {}
  async close() {}

  resubscribe(): void {
    this.resubscribed += 1;
  }

  dial(number: string): Taken {
    return this.#take({ dial: number });
  }

  signal(order: PhoneOrder, _dialog: DialogReference): Taken {
    return this.#take({ order });
  }

  csta(request: CstaRequest): Taken {
    return this.#take(request);
  }

  emit(event: LineEvent, watch = this.watched): void {
    this.#emit(event, watch);
  }

  /** All dialogs there are. */
  tell(...dialogs: Dialog[]): void {
    this.#version += 1;
    const told = document(this.#version, 'full', dialogs);
    this.emit({ type: 'dialogs', subscription: 's', document: told, receivedAt: 0 });
  }

  /** The connections that changed, or all there are. */
  tellCsta(connections: readonly Connection[], full = false): void {
    this.emit({ type: 'connections', report: { full, connections }, receivedAt: 0 });
  }

  #take(asked: ToldLine['asked'][number]): Taken {
    this.asked.push(asked);
    return this.onAsked(asked);
  }
}

export const target: PhoneTarget = {
  number: '1501',
  addressOfRecord: 'sip:1501@samu.test',
  credential: null,
  deviceId: null,
};
