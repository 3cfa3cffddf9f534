import { constants, type KeyObject, privateDecrypt } from 'node:crypto';

const PIN_LENGTH = 8;
const PIN_TRIES = 3;
const CHUNK = 256;

/** Status words of ISO/IEC 7816-4 that the applet answers. */
const SW = {
  done: 0x9000,
  securityNotSatisfied: 0x6982,
  blocked: 0x6983,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  instructionUnknown: 0x6d00,
  triesLeft: (tries: number): number => 0x63c0 | tries,
  moreLeft: (bytes: number): number => 0x6100 | (bytes < CHUNK ? bytes : 0),
} as const;

const INS = {
  verify: 0x20,
  generalAuthenticate: 0x87,
  select: 0xa4,
  getResponse: 0xc0,
  getData: 0xcb,
} as const;
const AID = Buffer.from('a000000308', 'hex');
const OBJECT = { chuid: '5fc102', authenticationCertificate: '5fc105' } as const;
const KEY_AUTHENTICATION = 0x9a;
const CHAINING = 0x10;

export interface PivContent {
  /** DER of the certificate of key 9A. */
  readonly certificate: Uint8Array;
  /** RSA 2048. */
  readonly privateKey: KeyObject;
  readonly pin: string;
  /** 16 bytes that name the card; OpenSC makes the serial number of it. */
  readonly guid: Uint8Array;
}

/** The part of the PIV card application (NIST SP 800-73-4) that OpenSC needs to list, log in and sign with key 9A. */
export class PivApplet {
  readonly #content: PivContent;
  #triesLeft = PIN_TRIES;
  #selected = false;
  #verified = false;
  #chained: Uint8Array[] = [];
  #pending: Buffer = Buffer.alloc(0);
  #expected = CHUNK;

  constructor(content: PivContent) {
    this.#content = content;
  }

  get triesLeft(): number {
    return this.#triesLeft;
  }

  reset(): void {
    this.#selected = false;
    this.#verified = false;
    this.#chained = [];
    this.#pending = Buffer.alloc(0);
  }

  /** A command APDU in, a response APDU out. */
  transmit(command: Uint8Array): Uint8Array {
    const [cla = 0, ins = 0, p1 = 0, p2 = 0, lc = 0] = command;
    const data = command.length > 5 ? command.subarray(5, 5 + lc) : new Uint8Array();
    this.#expected = expectedLength(command);
    if (ins === INS.getResponse) return this.#respond();
    if (cla & CHAINING) {
      this.#chained.push(data);
      return status(SW.done);
    }
    const whole = Buffer.concat([...this.#chained, data]);
    this.#chained = [];
    if (ins === INS.select) return this.#select(whole);
    if (!this.#selected) return status(SW.notFound);
    if (ins === INS.getData) return this.#getData(whole);
    if (ins === INS.verify) return this.#verify(p2, whole);
    if (ins === INS.generalAuthenticate) return this.#authenticate(p1, p2, whole);
    return status(SW.instructionUnknown);
  }

  #select(aid: Buffer): Uint8Array {
    if (!aid.subarray(0, AID.length).equals(AID)) return status(SW.notFound);
    this.#selected = true;
    const pix = Buffer.from('000010000100', 'hex');
    return this.#respond(tlv('61', tlv('4f', pix), tlv('79', tlv('4f', AID))));
  }

  #getData(query: Buffer): Uint8Array {
    const tag = query.subarray(2).toString('hex');
    if (tag === OBJECT.chuid) return this.#respond(tlv('53', this.#chuid()));
    if (tag === OBJECT.authenticationCertificate) {
      const plain = Buffer.from([0]);
      return this.#respond(
        tlv('53', tlv('70', this.#content.certificate), tlv('71', plain), tlv('fe', Buffer.alloc(0))),
      );
    }
    return status(SW.notFound);
  }

  #chuid(): Buffer {
    const fascN = Buffer.alloc(25, 0xd4);
    return Buffer.concat([
      tlv('30', fascN),
      tlv('34', this.#content.guid),
      tlv('35', Buffer.from('20991231')),
      tlv('3e', Buffer.alloc(0)),
      tlv('fe', Buffer.alloc(0)),
    ]);
  }

  #verify(reference: number, padded: Buffer): Uint8Array {
    if (reference !== 0x80) return status(SW.wrongParameters);
    if (padded.length === 0) return status(this.#verified ? SW.done : this.#remaining());
    if (padded.length !== PIN_LENGTH) return status(SW.wrongData);
    if (this.#triesLeft === 0) return status(SW.blocked);
    const expected = Buffer.alloc(PIN_LENGTH, 0xff);
    expected.write(this.#content.pin, 'ascii');
    this.#verified = padded.equals(expected);
    this.#triesLeft = this.#verified ? PIN_TRIES : this.#triesLeft - 1;
    return status(this.#verified ? SW.done : this.#remaining());
  }

  #remaining(): number {
    return this.#triesLeft === 0 ? SW.blocked : SW.triesLeft(this.#triesLeft);
  }

  /** Takes `7C { 82: empty, 81: padded block }`, gives `7C { 82: block raised to the private exponent }`. */
  #authenticate(algorithm: number, key: number, template: Buffer): Uint8Array {
    if (key !== KEY_AUTHENTICATION || algorithm !== 0x07) return status(SW.wrongParameters);
    if (!this.#verified) return status(SW.securityNotSatisfied);
    const at = template.indexOf(Buffer.from('81820100', 'hex'));
    if (at < 0) return status(SW.wrongData);
    const block = template.subarray(at + 4, at + 4 + CHUNK);
    if (block.length !== CHUNK) return status(SW.wrongData);
    const signature = rawPrivateOperation(this.#content.privateKey, block);
    return this.#respond(tlv('7c', tlv('82', signature)));
  }

  #respond(response?: Buffer): Uint8Array {
    if (response) this.#pending = response;
    const part = this.#pending.subarray(0, this.#expected);
    this.#pending = this.#pending.subarray(part.length);
    const left = this.#pending.length;
    return Buffer.concat([part, status(left === 0 ? SW.done : SW.moreLeft(left))]);
  }
}

/** Le of a short command; zero or none asks for as much as there is. */
function expectedLength(command: Uint8Array): number {
  const last = command[command.length - 1] ?? 0;
  const lc = command[4] ?? 0;
  const given = command.length === 5 || command.length === 5 + lc + 1;
  return given && last > 0 ? last : CHUNK;
}

/** The card does the bare RSA operation: the terminal has already padded the block. */
function rawPrivateOperation(key: KeyObject, block: Buffer): Buffer {
  return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

function status(word: number): Buffer {
  return Buffer.from([word >> 8, word & 0xff]);
}

/** BER-TLV with a length of one to three bytes. */
function tlv(tag: string, ...values: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(values);
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(length), value]);
}
