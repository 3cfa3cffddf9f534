import trainingEntries from '../resources/config/training-directory.json' with { type: 'json' };
import { CallerIdentification, type Callers, Directory } from './directory/index.ts';
import { contentSchema } from './directory/rules/entry.ts';
import type { Records } from './records/index.ts';
import type { Observable } from './shared/listeners.ts';
import type { DeskPhone } from './telephony/index.ts';

export interface DirectoryServicesOptions {
  readonly records: Records;
  readonly phone: Pick<DeskPhone, 'state'>;
  /** Whether the directory is filled with invented entries, which live as long as the process. */
  readonly inTraining: boolean;
}

export interface DirectoryServices {
  readonly directory: Directory;
  readonly callers: Observable<Callers>;
  close(): void;
}

/** Wires the directory to the records process and to the phone's calls. */
export function startDirectory({ records, phone, inTraining }: DirectoryServicesOptions): DirectoryServices {
  const directory = new Directory(records);
  const identification = new CallerIdentification({
    calls: phone.state,
    identify: (number) => records.call('directory.identify', { number }),
  });
  const unfollow = directory.state.subscribe(refreshAtRevision(identification, directory));
  if (inTraining) records.onStarted(() => void fill(directory));
  return {
    directory,
    callers: identification.callers,
    close: () => {
      unfollow();
      identification.close();
      directory.close();
    },
  };
}

function refreshAtRevision(identification: CallerIdentification, { state }: Directory): () => void {
  let seen = state.get().revision;
  return () => {
    const { revision } = state.get();
    if (revision === seen) return;
    seen = revision;
    identification.refresh();
  };
}

async function fill(directory: Directory): Promise<void> {
  for (const { favourite, ...entry } of trainingEntries) {
    const saved = await directory.save(null, contentSchema.parse(entry));
    if (saved.ok && favourite) await directory.setFavourite(saved.value.id, true);
  }
}
