import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { X509Certificate } from '@peculiar/x509';
import { type Failure, fail, ok, type Result } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { PresentCard } from '../card-presence.ts';
import type { Fetch } from '../oidc/exchange.ts';
import type { DegradedSession, Person, PhoneClaim, Profile } from '../ports.ts';
import { pathToAnchor, readAnchors, readCertificate } from './chain.ts';
import { listFetcher } from './fetch-list.ts';
import { type KnownCard, type KnownPhone, knownCardSchema, knownPhoneSchema, VaultList } from './memory.ts';
import type { DegradedAccess, DegradedOffer, DegradedPerson } from './ports.ts';
import { RevocationCache } from './revocation-cache.ts';
import { SessionRecords } from './session-records.ts';

const DAY_MS = 86_400_000;
const MOST_CARDS = 200;
const MOST_PHONES = 50;

export interface DegradedStationOptions {
  readonly vault: Vault;
  /** PEM of the authorities that issue cards, the anchors; null where the site names none. */
  readonly authorities: string | null;
  /** Addresses of revocation lists besides those that cards name. */
  readonly revocationLists: readonly string[];
  /** Folder below which revocation lists rest; null keeps them in memory. */
  readonly directory: string | null;
  /** Days after its last sign-in here for which a card is taken; 0 is never. */
  readonly days: number;
  readonly fetch: Fetch;
  /** Told once that what is to be remembered cannot be: `Vault_Unavailable`. */
  readonly report: (failure: Failure) => void;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** What this station remembers of cards and phones, for when the provider is away. */
export class DegradedStation implements DegradedAccess {
  readonly #vault: Vault;
  readonly #anchors: readonly X509Certificate[] | null;
  readonly #days: number;
  readonly #clock: () => number;
  readonly #lists: RevocationCache;
  readonly #cards: VaultList<KnownCard>;
  readonly #phones: VaultList<KnownPhone>;
  readonly #records: SessionRecords;
  readonly #report: (failure: Failure) => void;
  #reported = false;

  constructor(options: DegradedStationOptions) {
    const { vault, authorities, days, directory, clock = Date.now } = options;
    this.#vault = vault;
    this.#anchors = authorities === null ? null : readAnchors(authorities);
    this.#days = days;
    this.#clock = clock;
    this.#lists = new RevocationCache({
      directory: directory && join(directory, 'revocation'),
      fetchList: listFetcher(options.fetch),
      addresses: options.revocationLists,
      clock,
    });
    this.#cards = new VaultList(vault, 'degraded-cards', knownCardSchema);
    this.#phones = new VaultList(vault, 'degraded-phones', knownPhoneSchema);
    this.#records = new SessionRecords(vault, clock);
    this.#report = options.report;
    if (days === 0 || authorities === null) void this.#forgetAll();
  }

  get offered(): boolean {
    return this.offer === 'offered';
  }

  /** Whether this station can open without the provider, and where it cannot, why. */
  get offer(): DegradedOffer {
    if (!this.#isAllowed()) return 'not-allowed';
    return this.#vault.available ? 'offered' : 'no-secret-storage';
  }

  async noteSignIn(
    { chain }: PresentCard,
    person: Person,
    profiles: readonly Profile[],
    profile: Profile,
  ): Promise<void> {
    const [leaf] = chain;
    if (!this.offered || !leaf) return;
    const signedInAt = this.#clock();
    const cardId = fingerprint(leaf);
    const others = this.#cards.items.filter(
      (known) => known.cardId !== cardId && known.signedInAt >= this.#oldest(),
    );
    const card: KnownCard = {
      cardId,
      person,
      profiles: profiles.map(copyOf),
      profile: copyOf(profile),
      signedInAt,
    };
    void this.#refreshLists(chain);
    this.#tell(await this.#cards.set([card, ...others].slice(0, MOST_CARDS)));
  }

  async noteClaim({ number, addressOfRecord, credential }: PhoneClaim): Promise<void> {
    if (!this.offered) return;
    const phone: KnownPhone = { number, addressOfRecord, credential, boundAt: this.#clock() };
    const others = this.#phones.items.filter(
      (known) => known.number !== number && known.boundAt >= this.#oldest(),
    );
    this.#tell(await this.#phones.set([phone, ...others].slice(0, MOST_PHONES)));
  }

  async forget(cardId: string): Promise<void> {
    const others = this.#cards.items.filter((known) => known.cardId !== cardId);
    if (others.length < this.#cards.items.length) this.#tell(await this.#cards.set(others));
  }

  /** `Degraded_…`, `Card_CertificateExpired`, `Card_CertificateNotYetValid`, `Identity_ClockDifference`. */
  async judge({ chain }: PresentCard): Promise<Result<DegradedPerson>> {
    const anchors = this.#anchors;
    if (!this.offered || !anchors) return fail('Degraded_NotOffered');
    const now = new Date(this.#clock());
    const [first] = chain;
    const leaf = first && readCertificate(first);
    if (!leaf) return fail('Degraded_ChainRefused');
    if (now > leaf.notAfter) return fail('Card_CertificateExpired', { date: day(leaf.notAfter) });
    if (now < leaf.notBefore) return fail('Card_CertificateNotYetValid', { date: day(leaf.notBefore) });

    const known = this.#known(fingerprint(first), now.getTime());
    if (!known.ok) return known;
    const path = await pathToAnchor(chain, anchors, now);
    if (!path) return fail('Degraded_ChainRefused');
    const revocation = await this.#revocationOf(path, now.getTime());
    if (!revocation.ok) return revocation;
    const { person, profiles, profile } = known.value;
    return ok({ person, profiles, profile, revocation: revocation.value });
  }

  claim(number: string): Result<PhoneClaim> {
    const known = this.offered ? this.#phones.items.find((phone) => phone.number === number) : undefined;
    if (!known) return fail('Degraded_PhoneUnknown');
    const { addressOfRecord, credential } = known;
    return ok({ number, addressOfRecord, credential });
  }

  async record(session: DegradedSession): Promise<void> {
    this.#tell(await this.#records.record(session));
  }

  unreported(): readonly DegradedSession[] {
    return this.#records.unreported();
  }

  async reported(ids: readonly string[]): Promise<void> {
    this.#tell(await this.#records.reported(ids));
  }

  #isAllowed(): boolean {
    return this.#days > 0 && this.#anchors !== null;
  }

  /** A site that does without the degraded mode has nothing to remember; what was done in it is still to be told. */
  async #forgetAll(): Promise<void> {
    await this.#cards.clear();
    await this.#phones.clear();
  }

  /** Work goes on without. */
  #tell(kept: Result<undefined>): void {
    if (kept.ok || this.#reported) return;
    this.#reported = true;
    this.#report(kept.failure);
  }

  #oldest(): number {
    return this.#clock() - this.#days * DAY_MS;
  }

  /** A clock set back would make an old sign-in recent. */
  #known(cardId: string, now: number): Result<KnownCard> {
    const known = this.#cards.items.find((card) => card.cardId === cardId);
    if (!known) return fail('Degraded_NeverSignedIn');
    if (this.#cards.items.some(({ signedInAt }) => signedInAt > now)) return fail('Identity_ClockDifference');
    return known.signedInAt < this.#oldest() ? fail('Degraded_TooLong', { days: this.#days }) : ok(known);
  }

  async #revocationOf(
    path: readonly X509Certificate[],
    now: number,
  ): Promise<Result<DegradedPerson['revocation']>> {
    let ofCard: DegradedPerson['revocation'] = 'unknown';
    for (const [index, certificate] of path.slice(0, -1).entries()) {
      const issuer = path[index + 1];
      const list = issuer ? await this.#lists.of(issuer) : null;
      if (await list?.has(certificate))
        return fail(index === 0 ? 'Degraded_CardRevoked' : 'Degraded_ChainRefused');
      if (list && index === 0) ofCard = now < list.nextUpdate ? 'fresh' : 'stale';
    }
    return ok(ofCard);
  }

  /** Only a card that one of the anchors vouches for says where to fetch from. */
  async #refreshLists(chain: readonly Uint8Array[]): Promise<void> {
    const anchors = this.#anchors ?? [];
    const path = await pathToAnchor(chain, anchors, new Date(this.#clock()));
    const authorities = [...anchors, ...(path?.slice(1) ?? [])];
    const distinct = authorities.filter(
      (one, index) => authorities.findIndex((other) => other.equal(one)) === index,
    );
    await this.#lists.refresh(path ?? [], distinct);
  }
}

function fingerprint(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function copyOf({ id, role, entity, rights }: Profile): KnownCard['profile'] {
  return { id, role, entity: { id: entity.id, name: entity.name }, rights: [...rights] };
}

/** As the card's state is told elsewhere. */
function day(date: Date): string {
  return date.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
}
