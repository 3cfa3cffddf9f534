import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import { type ShortcutAction, shortcutActions } from '../settings/configuration.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import { readAccelerator } from './accelerator.ts';

/** Keys that work in front of every program. */
export interface SystemKeys {
  /** Takes keys for this program; false when another program has them, or the system gives none. */
  hold(keys: string, onPress: () => void): boolean;
  release(keys: string): void;
}

export type Keys = string | null;
/** What a workstation chose in place of the site's keys. */
export type ChosenKeys = { readonly [A in ShortcutAction]?: Keys };

/**
 * `none`: no keys; `resting`: nobody is signed in; `held`: they work; `taken`: another program has them; `same-keys`: another
 * action has them; `unusable`: the configuration asks for keys that other programs need.
 */
export type ShortcutStatus = 'none' | 'resting' | 'held' | 'taken' | 'same-keys' | 'unusable';

export interface Shortcut {
  readonly action: ShortcutAction;
  readonly keys: Keys;
  readonly status: ShortcutStatus;
  /** The keys of the site's configuration. */
  readonly site: Keys;
}

export interface ShortcutsOptions {
  readonly keys: SystemKeys;
  readonly site: Readonly<Record<ShortcutAction, Keys>>;
  readonly chosen: Observable<ChosenKeys>;
  readonly choose: (chosen: ChosenKeys) => void;
  /** Whether somebody works here: keys of a station that nobody uses do nothing. */
  readonly working: Observable<boolean>;
  readonly onPress: (action: ShortcutAction) => void;
}

/** Holds the keys of this workstation while somebody works here, and says of each whether it works. */
export class Shortcuts {
  readonly #options: ShortcutsOptions;
  readonly #state: Subject<readonly Shortcut[]>;
  readonly #held = new Map<string, ShortcutAction>();
  readonly #unsubscribe: readonly Unsubscribe[];

  constructor(options: ShortcutsOptions) {
    this.#options = options;
    this.#state = new Subject(this.#apply());
    const renew = () => this.#state.set(this.#apply());
    this.#unsubscribe = [options.chosen.subscribe(renew), options.working.subscribe(renew)];
  }

  get state(): Observable<readonly Shortcut[]> {
    return this.#state;
  }

  /**
   * Gives an action other keys, or none, on this workstation. Fails, with everything as before: `Shortcut_Unusable`,
   * `Shortcut_SameKeys`, `Shortcut_Taken`.
   */
  choose(action: ShortcutAction, written: Keys): Result<undefined> {
    const read = written === null ? ok(null) : readAccelerator(written);
    if (!read.ok) return read;
    const refusal = read.value === null ? null : this.#refusal(action, read.value);
    if (refusal) return { ok: false, failure: refusal };
    this.#options.choose({ ...this.#options.chosen.get(), [action]: read.value });
    return ok();
  }

  /** The site's keys again. */
  reset(): void {
    this.#options.choose({});
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#release();
  }

  #refusal(action: ShortcutAction, keys: string): Failure | null {
    const other = this.#state.get().find((one) => one.keys === keys && one.action !== action);
    if (other) return fail('Shortcut_SameKeys', { keys }).failure;
    if (this.#held.has(keys)) return null;
    if (!this.#options.keys.hold(keys, () => undefined)) return fail('Shortcut_Taken', { keys }).failure;
    this.#options.keys.release(keys);
    return null;
  }

  #apply(): readonly Shortcut[] {
    this.#release();
    const used = new Set<string>();
    return shortcutActions.map((action) => {
      const { site, chosen } = this.#options;
      const { [action]: written = site[action] } = chosen.get();
      const read = written === null ? null : readAccelerator(written);
      const keys = read?.ok ? read.value : written;
      const status = read && !read.ok ? 'unusable' : this.#take(action, keys, used);
      return { action, keys, status, site: site[action] };
    });
  }

  #take(action: ShortcutAction, keys: Keys, used: Set<string>): ShortcutStatus {
    if (keys === null) return 'none';
    if (used.has(keys)) return 'same-keys';
    used.add(keys);
    if (!this.#options.working.get()) return 'resting';
    if (!this.#options.keys.hold(keys, () => this.#options.onPress(action))) return 'taken';
    this.#held.set(keys, action);
    return 'held';
  }

  #release(): void {
    for (const keys of this.#held.keys()) this.#options.keys.release(keys);
    this.#held.clear();
  }
}
