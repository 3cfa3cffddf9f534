import { fail, ok, type Result } from '../../failures/index.ts';
import type { CstaPolicy, CstaRequest } from '../csta/ports.ts';
import { mayBeAsked } from '../csta/speaks-csta.ts';
import { StandingCsta } from '../csta/standing-csta.ts';
import { parseDialogInfo } from '../documents/dialog-info.ts';
import { parseRegInfo } from '../documents/reg-info.ts';
import { displayText, userPart } from '../identities.ts';
import type { BindOutcome, LinkState, PhoneDevice, PhoneTarget } from '../ports.ts';
import { BackOff } from '../sip/back-off.ts';
import type { SipLink, SipNotification, SipSubscriptionEnd } from '../sip/sip-link.ts';
import { keepSubscribed, type StandingSubscription } from '../sip/standing-subscription.ts';
import {
  chooseDevice,
  devicesOf,
  findDevice,
  type RegisteredDevice,
  type Registrations,
  reduceRegistrations,
} from './devices.ts';
import type { LineEvent } from './line.ts';
import { askFeatures, type PhoneAnswer } from './phone-orders.ts';

export interface WatchOptions {
  readonly csta: CstaPolicy;
  /** Milliseconds for each answer over uaCSTA. */
  readonly answerDeadline: number;
}

export interface WatchListener {
  emit(event: LineEvent): void;
  onDropped(): void;
}

const FEATURES_DEADLINE = 1_500;
const FEATURES_PAUSE = 1_000;
const LONGEST_FEATURES_PAUSE = 15_000;
/** A first `reg` notification may have no body, with the state right behind it. */
const EMPTY_REG_GRACE = 500;

type Heard<T> = { readonly heard: T } | { readonly refused: number | null };

/** One number being watched over one link: which device it is, what it can, and its dialogs as they come. */
export class PhoneWatch {
  readonly link: SipLink;
  readonly target: PhoneTarget;
  readonly #listener: WatchListener;
  readonly #subscriptions: StandingSubscription[] = [];
  readonly #unwatchLink: () => void;
  readonly #csta: StandingCsta;
  readonly #cstaPolicy: CstaPolicy;
  #dialogs: StandingSubscription | null = null;
  #registrations: Registrations = new Map();
  #device: RegisteredDevice | null = null;
  #askingAgain: ReturnType<typeof setTimeout> | undefined;
  /** Counts the series of questions: an answer in one that was overtaken says nothing. */
  #question = 0;
  /** What the phone answered last. */
  #answer: PhoneAnswer | null = null;
  #boundId: string | null = null;
  #dialogsLive = false;
  /** The subscription that has told everything once. */
  #wholeSince: string | null = null;
  #wasUp = false;
  #staleSince: number | null = null;
  #dropped = 0;
  #stopped = false;
  #interrupt = (): void => {};

  constructor(link: SipLink, target: PhoneTarget, listener: WatchListener, options: WatchOptions) {
    this.link = link;
    this.target = target;
    this.#listener = listener;
    const fromState = link.state.subscribe(({ kind }) => {
      this.#tellLink();
      if (kind === 'up' && this.#device) void this.#askFeatures();
    });
    const fromDrops = link.dropped.subscribe((count) => {
      for (; this.#dropped < count; this.#dropped += 1) listener.onDropped();
      // It may have been a notification.
      if (count > 0) this.#dialogs?.renewSoon();
    });
    // None of ours: nothing of what is watched can have been lost with it.
    const fromStrays = link.strays.subscribe(() => listener.onDropped());
    this.#unwatchLink = () => {
      fromState();
      fromDrops();
      fromStrays();
    };
    this.#cstaPolicy = options.csta;
    this.#csta = this.#keepCsta(options.answerDeadline);
  }

  /** Finds the device and watches it; `choose` when several could be meant. */
  async start(timeout: number): Promise<Result<BindOutcome>> {
    const deadline = performance.now() + timeout;
    this.#tellLink();
    // Neither subscription needs what the other one tells.
    const registrations = this.#watchRegistrations();
    const dialogs = this.#watchDialogs();
    const registered = await this.#within(deadline, registrations);
    if (this.#stopped) return fail('Phone_BindingInterrupted');
    const refusal = failureOf(registered, this.target.number);
    if (refusal) return refusal;
    const devices = devicesOf(this.#registrations);
    if (devices.length === 0) return fail('Phone_NotRegistered', { number: this.target.number });
    const device = chooseDevice(devices, this.target);
    if (!device) return ok({ kind: 'choose', devices: devices.map(publicDevice) });

    this.#boundId = device.id;
    this.#device = device;
    const features = this.#askFeatures();
    const watched = await this.#within(deadline, dialogs);
    if (this.#stopped) return fail('Phone_BindingInterrupted');
    const refused = failureOf(watched, this.target.number);
    if (refused) return refused;
    await features;
    this.#listener.emit({ type: 'device', device: publicDevice(device) });
    this.#csta.phoneFound();
    return ok({ kind: 'bound', device: publicDevice(device) });
  }

  /** The address that reaches the device and no other: its GRUU, the number when it is alone, else its contact. */
  phoneUri(): string | null {
    if (!this.#device) return null;
    if (this.#device.gruu) return this.#device.gruu;
    return devicesOf(this.#registrations).length > 1 ? this.#device.contact : this.target.addressOfRecord;
  }

  resubscribe(): void {
    this.#dialogs?.renew();
  }

  csta(request: CstaRequest): Promise<Result<undefined>> {
    return this.#csta.request(request);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#askingAgain);
    this.#interrupt();
    this.#unwatchLink();
    for (const subscription of this.#subscriptions) subscription.stop();
    await this.#csta.stop();
    await this.link.stop();
  }

  #watchRegistrations(): Promise<Heard<undefined>> {
    return new Promise((resolve) => {
      const settled = (): void => resolve({ heard: undefined });
      this.#subscribe('reg', 'application/reginfo+xml', {
        onRefused: ({ code }) => resolve({ refused: code }),
        onNotify: ({ body }) => {
          if (body.trim() === '') {
            setTimeout(settled, EMPTY_REG_GRACE);
            return true;
          }
          const document = parseRegInfo(body);
          if (!document.ok) return this.#drop();
          this.#registrations = reduceRegistrations(this.#registrations, document.value);
          this.#updateDevice();
          settled();
          return true;
        },
        onLive: () => {},
      });
    });
  }

  #watchDialogs(): Promise<Heard<undefined>> {
    return new Promise((resolve) => {
      this.#dialogs = this.#subscribe('dialog', 'application/dialog-info+xml', {
        onRefused: ({ code }) => resolve({ refused: code }),
        onNotify: (notification) => {
          const understood = this.#tellDialogs(notification);
          if (understood) resolve({ heard: undefined });
          return understood;
        },
        onLive: (live) => {
          this.#dialogsLive = live;
          this.#tellLink();
        },
      });
    });
  }

  #subscribe(
    event: string,
    accept: string,
    callbacks: {
      onNotify: (notification: SipNotification) => boolean;
      onRefused: (end: SipSubscriptionEnd) => void;
      onLive: (live: boolean) => void;
    },
  ): StandingSubscription {
    const uri = this.target.addressOfRecord;
    const subscription = keepSubscribed(this.link, { uri, event, accept, ...callbacks });
    this.#subscriptions.push(subscription);
    return subscription;
  }

  /** Whether what is known of the dialogs is whole: a partial document before any full one says too little. */
  #tellDialogs({ body, subscription, receivedAt }: SipNotification): boolean {
    const read = body.trim() === '' ? null : parseDialogInfo(body);
    if (read && !read.ok) return this.#drop();
    const document = read?.value ?? null;
    this.#listener.emit({ type: 'dialogs', subscription, document, receivedAt });
    if (document?.state !== 'partial') this.#wholeSince = subscription;
    return this.#wholeSince === subscription;
  }

  #drop(): false {
    this.#listener.onDropped();
    return false;
  }

  #updateDevice(): void {
    if (this.#boundId === null) return;
    const found = findDevice(devicesOf(this.#registrations), this.#boundId);
    const returned = found !== null && this.#device?.contact !== found.contact;
    this.#device = found;
    this.#listener.emit({ type: 'device', device: found && publicDevice(found) });
    if (returned) void this.#askFeatures().then(() => this.#csta.phoneFound());
  }

  /** Asks until the phone tells: one lost answer must not grey its actions. Resolves after the first try. */
  #askFeatures(): Promise<void> {
    clearTimeout(this.#askingAgain);
    this.#question += 1;
    const mine = this.#question;
    const pauses = new BackOff(FEATURES_PAUSE, LONGEST_FEATURES_PAUSE);
    const ask = async (): Promise<void> => {
      const uri = this.phoneUri();
      const answer = uri ? await askFeatures(this.link, uri, FEATURES_DEADLINE) : null;
      if (this.#stopped || mine !== this.#question) return;
      this.#answer = answer ?? this.#answer;
      if (answer) {
        this.#listener.emit({ type: 'features', features: answer.features });
        this.#csta.phoneAnswered();
      } else this.#askingAgain = setTimeout(ask, pauses.pause());
    };
    return ask();
  }

  #keepCsta(deadline: number): StandingCsta {
    const { number, addressOfRecord } = this.target;
    return new StandingCsta({
      link: this.link,
      phone: () => (this.#mayBeAskedCsta() ? this.phoneUri() : null),
      device: addressOfRecord,
      own: [number, userPart(addressOfRecord) ?? number],
      deadline,
      emit: (event) => this.#listener.emit(event),
      onDropped: () => this.#listener.onDropped(),
    });
  }

  #mayBeAskedCsta(): boolean {
    const userAgent = this.#device?.userAgent ?? null;
    const allow = this.#answer?.features.allow ?? null;
    return mayBeAsked(this.#cstaPolicy, { userAgent, allow, accept: this.#answer?.accept ?? null });
  }

  #tellLink(): void {
    if (!this.#stopped) this.#listener.emit({ type: 'link', link: this.#linkState() });
  }

  /** Up only when the dialogs are watched: before that what is shown may be wrong. */
  #linkState(): LinkState {
    const state = this.link.state.get();
    if (state.kind === 'up' && this.#dialogsLive) {
      this.#wasUp = true;
      this.#staleSince = null;
      return { kind: 'up', server: state.server };
    }
    if (!this.#wasUp) return { kind: 'connecting' };
    this.#staleSince ??= Date.now();
    const attempt = state.kind === 'connecting' ? state.attempt : 1;
    return { kind: 'stale', since: this.#staleSince, attempt };
  }

  async #within<T>(deadline: number, answer: Promise<Heard<T>>): Promise<Heard<T>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Heard<T>>((resolve) => {
      this.#interrupt = () => resolve({ refused: 408 });
      timer = setTimeout(this.#interrupt, Math.max(0, deadline - performance.now()));
    });
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    return first;
  }
}

function failureOf(outcome: Heard<unknown>, number: string): ReturnType<typeof fail> | null {
  if ('heard' in outcome) return null;
  const { refused } = outcome;
  if (refused === 404 || refused === 604) return fail('Phone_NumberUnknown', { number });
  if (refused === null || refused === 408 || refused >= 500) return fail('Phone_ServerUnreachable');
  return fail('Phone_WatchRefused', { number });
}

function publicDevice({ id, userAgent, contact }: RegisteredDevice): PhoneDevice {
  return { id, userAgent, contact: displayText(contact) ?? '' };
}
