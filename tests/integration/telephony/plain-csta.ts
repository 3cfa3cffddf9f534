import { type PlainDialog, type PlainMessage, PlainSip } from './plain-sip.ts';

const namespace = 'http://www.ecma-international.org/standards/ecma-323/csta/ed3';
const headers = ['Content-Type: application/csta+xml', 'Content-Disposition: signal;handling=required'];

/** A uaCSTA application written from ECMA TR/87 alone: XML is text here, read by looking for elements in it. */
export class PlainCsta {
  readonly sip: PlainSip;
  readonly #uri: string;
  readonly #dialog: PlainDialog;

  private constructor(sip: PlainSip, uri: string, dialog: PlainDialog) {
    this.sip = sip;
    this.#uri = uri;
    this.#dialog = dialog;
  }

  /** Opens a session with the phone at an address; gives the code of the refusal otherwise. */
  static async open(url: string, uri: string): Promise<PlainCsta | number> {
    const sip = await PlainSip.connect(url);
    const body = xml('RequestSystemStatus', '');
    const answer = await sip.invite({ uri, headers, body });
    if (answer.code === 200 && elementIn(answer.body, 'systemStatus') === 'normal') {
      return new PlainCsta(sip, uri, answer.dialog);
    }
    sip.close();
    return answer.code;
  }

  /** The body of the answer, or the code of an answer that has none. */
  async ask(service: string, content: string): Promise<string> {
    const answer = await this.sip.request({
      method: 'INFO',
      uri: this.#uri,
      headers,
      body: xml(service, content),
      dialog: this.#dialog,
    });
    return answer.code === 200 ? answer.body : String(answer.code);
  }

  async monitor(): Promise<string> {
    const device = `<monitorObject><deviceObject>${this.#uri}</deviceObject></monitorObject>`;
    return elementIn(await this.ask('MonitorStart', device), 'monitorCrossRefID') ?? '';
  }

  /** The names of the events so far, in order. */
  get events(): readonly string[] {
    return this.bodies.map((body) => rootOf(body));
  }

  get bodies(): readonly string[] {
    return this.sip.received.filter(({ start }) => start.startsWith('INFO ')).map(({ body }) => body);
  }

  /** The first event of that name, those before included. */
  async heard(name: string, contains = ''): Promise<string> {
    const isIt = ({ body }: PlainMessage): boolean => rootOf(body) === name && body.includes(contains);
    return (await this.sip.heard(`${name} ${contains}`, isIt)).body;
  }

  async close(): Promise<void> {
    await this.sip.request({ method: 'BYE', uri: this.#uri, dialog: this.#dialog });
    this.sip.close();
  }
}

/** `<element><callID>…</callID><deviceID>…</deviceID></element>` */
export function connection(element: string, callId: string, device: string): string {
  return `<${element}><callID>${callId}</callID><deviceID>${device}</deviceID></${element}>`;
}

/** The text of the first element of that name. */
export function elementIn(body: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
}

function rootOf(body: string): string {
  return /<(\w+) xmlns=/.exec(body)?.[1] ?? '';
}

function xml(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${namespace}">${content}</${name}>`;
}
