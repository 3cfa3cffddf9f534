import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { Subject } from '../shared/listeners.ts';
import { shortcutActions } from './schemas/dialling.ts';

const settingsSchema = z.object({
  /** Display that the bar is asked to be on; null is the primary one. */
  barDisplay: z.int().nullable().default(null),
  barCollapsed: z.boolean().default(false),
  /** How much larger than drawn everything is shown: 1 to 2. */
  zoom: z.number().min(1).max(2).default(1),
  /** Where the board's window was. */
  boardPlace: z
    .object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
    .nullable()
    .default(null),
  /** The desk phone of this workstation: a place, not a person, so that it may rest in clear. */
  phone: z
    .object({ number: z.string().max(40), deviceId: z.string().max(300).nullable() })
    .nullable()
    .default(null),
  /** The profile last taken on this workstation: a role in an entity, not a person either. */
  profileId: z.string().max(200).nullable().default(null),
  /** System-wide keys that this workstation has in place of the site's; null is none. */
  shortcuts: z.partialRecord(z.enum(shortcutActions), z.string().max(60).nullable()).default({}),
});

/** What this workstation remembers from one shift to the next. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** Settings on disk: written whole or not at all; an unreadable file is set aside, never lost (DESIGN rule 6). */
export class SettingsStore {
  readonly current: Subject<Settings>;
  /** Name of the file that was set aside at opening, or null. */
  readonly setAside: string | null;
  readonly #file: string;
  #writing: Promise<void> = Promise.resolve();
  readonly #onWriteFailure: (error: unknown) => void;

  constructor(directory: string, onWriteFailure: (error: unknown) => void) {
    this.#file = join(directory, 'settings.json');
    this.#onWriteFailure = onWriteFailure;
    const { settings, setAside } = readSettings(this.#file);
    this.current = new Subject(settings);
    this.setAside = setAside;
  }

  /** Changes some settings; what is shown changes at once, the disk follows in order. */
  update(change: Partial<Settings>): void {
    const settings = { ...this.current.get(), ...change };
    this.current.set(settings);
    this.#writing = this.#writing
      .then(() => writeFileAtomic(this.#file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 }))
      .catch(this.#onWriteFailure);
  }

  /** Resolves when everything is on disk. */
  flush(): Promise<void> {
    return this.#writing;
  }
}

function readSettings(file: string): { settings: Settings; setAside: string | null } {
  const fresh = settingsSchema.parse({});
  if (!existsSync(file)) return { settings: fresh, setAside: null };
  try {
    return { settings: settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), setAside: null };
  } catch {
    return { settings: fresh, setAside: setFileAside(file) };
  }
}

/** Gives the file another name, or leaves it where it cannot: either way its name is told, and the program starts. */
function setFileAside(file: string): string {
  const aside = `${file}.${new Date().toISOString().replaceAll(':', '-')}.illisible`;
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    return file;
  }
}
