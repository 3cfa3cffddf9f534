import { waitFor } from '../process.ts';
import type { Line, ScriptedCall, ScriptedCallState } from './scripted.ts';
import { sdp } from './sdp.ts';
import {
  formatSip,
  header,
  headerValues,
  requestMethod,
  responseHeaders,
  type SipHeader,
  type SipMessage,
  status,
  tagOf,
  token,
  uriOf,
  via,
} from './sip-message.ts';

const CHANGE_MS = 5_000;

export class CallLeg implements ScriptedCall {
  state: ScriptedCallState;
  finalStatus = 0;
  readonly callId: string;
  remote: string;
  readonly #line: Line;
  readonly #local: string;
  readonly #tag = token();
  readonly #invite: SipMessage;
  readonly #incoming: boolean;
  #target: string;
  #route: readonly string[] = [];
  #cseq = 1;
  #givenUp = false;

  /** Calls a number. */
  static place(line: Line, number: string): CallLeg {
    const uri = `sip:${number}@${line.domain}`;
    const invite: SipMessage = {
      start: `INVITE ${uri} SIP/2.0`,
      headers: [
        via(line.hostPort),
        ['Max-Forwards', '70'],
        ['From', `${line.address};tag=${token()}`],
        ['To', `<${uri}>`],
        ['Call-ID', token()],
        ['CSeq', '1 INVITE'],
        ['Contact', `<${line.contact}>`],
        ['Content-Type', 'application/sdp'],
      ],
      body: sdp(''),
    };
    line.send(formatSip(invite));
    return new CallLeg(line, invite, false);
  }

  /** Lets a received INVITE ring. */
  static receive(line: Line, invite: SipMessage): CallLeg {
    const leg = new CallLeg(line, invite, true);
    leg.#respond(invite, '180 Ringing');
    return leg;
  }

  private constructor(line: Line, invite: SipMessage, incoming: boolean) {
    this.#line = line;
    this.#invite = invite;
    this.#incoming = incoming;
    this.callId = header(invite, 'Call-ID');
    this.#local = incoming ? `${header(invite, 'To')};tag=${this.#tag}` : header(invite, 'From');
    this.remote = header(invite, incoming ? 'From' : 'To');
    this.#target = uriOf(header(invite, incoming ? 'Contact' : 'To'));
    if (incoming) this.#route = headerValues(invite, 'Record-Route');
    this.state = incoming ? 'ringing' : 'calling';
  }

  answer(): void {
    if (!this.#incoming || this.state !== 'ringing') throw new Error('nothing to answer');
    this.finalStatus = 200;
    this.state = 'talking';
    this.#respond(this.#invite, '200 OK', sdp(this.#invite.body));
  }

  hangup(): void {
    if (this.state === 'talking') this.#request('BYE');
    else if (this.#incoming) this.#refuse('486 Busy Here');
    else {
      this.#givenUp = true;
      // A CANCEL before any answer would be lost: sent at the first one.
      if (this.state === 'ringing') this.#line.send(formatSip(this.#like('CANCEL')));
    }
  }

  async until(state: ScriptedCallState, timeoutMs = CHANGE_MS): Promise<void> {
    await waitFor(() => this.state === state, { timeoutMs, what: `call with ${this.remote} to be ${state}` });
  }

  /** Takes a message that bears this call's identifier. */
  handle(message: SipMessage): void {
    const method = requestMethod(message);
    if (method === undefined) this.#onResponse(message);
    else this.#onRequest(method, message);
  }

  #onResponse(response: SipMessage): void {
    const code = status(response);
    if (header(response, 'CSeq').endsWith('BYE')) this.state = 'ended';
    if (!header(response, 'CSeq').endsWith('INVITE') || code <= 100) return;
    if (code < 200) {
      const first = this.state === 'calling';
      this.state = 'ringing';
      if (first && this.#givenUp) this.hangup();
      return;
    }
    this.finalStatus = code;
    if (code >= 300) {
      this.#line.send(formatSip({ ...this.#like('ACK', header(response, 'To')) }));
      this.state = 'ended';
      return;
    }
    this.remote = header(response, 'To');
    this.#target = uriOf(header(response, 'Contact'));
    this.#route = headerValues(response, 'Record-Route').reverse();
    this.#request('ACK');
    if (this.state === 'ended') return;
    this.state = 'talking';
    if (this.#givenUp) this.hangup();
  }

  #onRequest(method: string, request: SipMessage): void {
    switch (method) {
      case 'ACK':
        return;
      case 'INVITE':
        // Without a tag it is our own INVITE again, sent before our answer arrived.
        if (tagOf(header(request, 'To')) !== '') this.#respond(request, '200 OK', sdp(request.body));
        return;
      case 'CANCEL':
        this.#respond(request, '200 OK');
        this.#refuse('487 Request Terminated');
        return;
      case 'BYE':
        this.#respond(request, '200 OK');
        this.state = 'ended';
        return;
      case 'REFER':
        this.#respond(request, '501 Not Implemented');
        return;
      default:
        this.#respond(request, '200 OK');
    }
  }

  #refuse(reason: string): void {
    if (this.state !== 'ringing') return;
    this.finalStatus = Number(reason.slice(0, 3));
    this.state = 'ended';
    this.#respond(this.#invite, reason);
  }

  #request(method: 'ACK' | 'BYE'): void {
    if (method === 'BYE') this.#cseq += 1;
    const headers: SipHeader[] = [
      via(this.#line.hostPort),
      ['Max-Forwards', '70'],
      ...this.#route.map((value): SipHeader => ['Route', value]),
      ['From', this.#local],
      ['To', this.remote],
      ['Call-ID', this.callId],
      ['CSeq', `${this.#cseq} ${method}`],
    ];
    this.#line.send(formatSip({ start: `${method} ${this.#target} SIP/2.0`, headers, body: '' }));
  }

  /** CANCEL and the ACK of a refusal belong to the INVITE's own transaction. */
  #like(method: 'CANCEL' | 'ACK', to = header(this.#invite, 'To')): SipMessage {
    const same = ['Via', 'Max-Forwards', 'From', 'Call-ID'].map(
      (name): SipHeader => [name, header(this.#invite, name)],
    );
    const headers: SipHeader[] = [...same, ['To', to], ['CSeq', `1 ${method}`]];
    return { start: this.#invite.start.replace('INVITE', method), headers, body: '' };
  }

  #respond(request: SipMessage, reason: string, body = ''): void {
    const headers: SipHeader[] = [
      ...responseHeaders(request, this.#tag),
      ['Contact', `<${this.#line.contact}>`],
    ];
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    this.#line.send(formatSip({ start: `SIP/2.0 ${reason}`, headers, body }));
  }
}
