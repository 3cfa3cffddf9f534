import { CallerIdentification, type Callers } from './directory/index.ts';
import type { Records } from './records/index.ts';
import type { Observable } from './shared/listeners.ts';
import type { DeskPhone } from './telephony/index.ts';

export interface DirectoryServicesOptions {
  readonly records: Records;
  readonly phone: Pick<DeskPhone, 'state'>;
}

export interface DirectoryServices {
  readonly callers: Observable<Callers>;
  close(): void;
}

/** Wires the directory to the records process and to the phone's calls. */
export function startDirectory({ records, phone }: DirectoryServicesOptions): DirectoryServices {
  const identification = new CallerIdentification({
    calls: phone.state,
    identify: (number) => records.call('directory.identify', { number }),
  });
  records.onStarted(() => identification.refresh());
  return {
    callers: identification.callers,
    close: () => identification.close(),
  };
}
