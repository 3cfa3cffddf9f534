import { fail, ok, type Result } from '../../failures/index.ts';
import { unlessLate } from '../../shared/waiting.ts';
import type { CstaPolicy, CstaRequest } from '../csta/ports.ts';
import { mayBeAsked } from '../csta/speaks-csta.ts';
import { StandingCsta } from '../csta/standing-csta.ts';
import { parseDialogInfo } from '../documents/dialog-info.ts';
import { parseRegInfo } from '../documents/reg-info.ts';
import { displayText, userPart } from '../identities.ts';
import type { BindOutcome, PhoneDevice, PhoneTarget } from '../ports.ts';
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
import { FeatureQuestions } from './feature-questions.ts';
import { type FirstWords, Hearing, refusalIn } from './first-words.ts';
import type { LineEvent } from './line.ts';
import { ToldLink } from './told-link.ts';

export interface WatchOptions {
  readonly csta: CstaPolicy;
  /** Milliseconds for each answer over uaCSTA. */
  readonly answerDeadline: number;
}

export interface WatchListener {
  emit(event: LineEvent): void;
  onDropped(): void;
}

/** A phone that says at once what it can is shown with it; one that is slow to say so is shown before. Milliseconds. */
const FEATURES_GRACE = 200;
/** A first `reg` notification may have no body, with the state right behind it. */
const EMPTY_REG_GRACE = 500;

/** One number being watched over one link: which device it is, what it can, and its dialogs as they come. */
export class PhoneWatch {
  readonly link: SipLink;
  readonly target: PhoneTarget;
  readonly #listener: WatchListener;
  readonly #subscriptions: StandingSubscription[] = [];
  readonly #unwatchLink: () => void;
  readonly #csta: StandingCsta;
  readonly #cstaPolicy: CstaPolicy;
  readonly #features: FeatureQuestions;
  readonly #told = new ToldLink();
  readonly #hearing = new Hearing();
  #dialogs: StandingSubscription | null = null;
  #registrations: Registrations = new Map();
  #device: RegisteredDevice | null = null;
  #boundId: string | null = null;
  #dialogsLive = false;
  /** The subscription that has told everything once. */
  #wholeSince: string | null = null;
  #dropped = 0;
  #stopped = false;

  constructor(link: SipLink, target: PhoneTarget, listener: WatchListener, options: WatchOptions) {
    this.link = link;
    this.target = target;
    this.#listener = listener;
    const fromState = link.state.subscribe(({ kind }) => {
      this.#tellLink();
      if (kind === 'up' && this.#device) void this.#features.ask();
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
    this.#features = new FeatureQuestions({
      link,
      phoneUri: () => this.phoneUri(),
      onAnswer: ({ features }) => {
        listener.emit({ type: 'features', features });
        this.#csta.phoneAnswered();
      },
    });
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
    const registered = await this.#hearing.within(deadline, registrations);
    if (this.#stopped) return fail('Phone_BindingInterrupted');
    const refusal = refusalIn(registered, this.target.number);
    if (refusal) return refusal;
    const devices = devicesOf(this.#registrations);
    if (devices.length === 0) return fail('Phone_NotRegistered', { number: this.target.number });
    const device = chooseDevice(devices, this.target);
    if (!device) return ok({ kind: 'choose', devices: devices.map(publicDevice) });

    this.#boundId = device.id;
    this.#device = device;
    const features = this.#features.ask();
    void features.then(() => this.#csta.phoneFound());
    const watched = await this.#hearing.within(deadline, dialogs);
    if (this.#stopped) return fail('Phone_BindingInterrupted');
    const refused = refusalIn(watched, this.target.number);
    if (refused) return refused;
    await unlessLate(features, FEATURES_GRACE);
    if (this.#stopped) return fail('Phone_BindingInterrupted');
    this.#listener.emit({ type: 'device', device: publicDevice(device) });
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
    this.#features.stop();
    this.#hearing.stop();
    this.#unwatchLink();
    for (const subscription of this.#subscriptions) subscription.stop();
    await this.#csta.stop();
    await this.link.stop();
  }

  #watchRegistrations(): Promise<FirstWords<undefined>> {
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

  #watchDialogs(): Promise<FirstWords<undefined>> {
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
    if (returned) void this.#features.ask().then(() => this.#csta.phoneFound());
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
    const { answer } = this.#features;
    const allow = answer?.features.allow ?? null;
    return mayBeAsked(this.#cstaPolicy, { userAgent, allow, accept: answer?.accept ?? null });
  }

  #tellLink(): void {
    if (this.#stopped) return;
    const link = this.#told.of(this.link.state.get(), this.#dialogsLive);
    this.#listener.emit({ type: 'link', link });
  }
}

function publicDevice({ id, userAgent, contact }: RegisteredDevice): PhoneDevice {
  return { id, userAgent, contact: displayText(contact) ?? '' };
}
