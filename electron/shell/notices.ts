import type { Failure } from '../failures/index.ts';
import type { NoticeView } from '../ipc/rooms/station.ts';
import { Subject } from '../shared/listeners.ts';

/** More than these would push the page's work out of sight. */
const most = 5;

/** What main wants the person to know, until dismissed; the same failure is told once at a time. */
export class Notices {
  readonly current = new Subject<readonly NoticeView[]>([]);
  #nextId = 1;

  tell(failure: Failure): void {
    const others = this.current.get().filter((notice) => notice.failure.code !== failure.code);
    this.current.set([...others, { id: this.#nextId++, failure }].slice(-most));
  }

  dismiss(id: number): void {
    this.current.set(this.current.get().filter((notice) => notice.id !== id));
  }
}
