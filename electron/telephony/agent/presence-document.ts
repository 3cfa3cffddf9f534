import { escapeMarkup } from '../../shared/escape-markup.ts';
import type { AgentState } from './ports.ts';

/** Activities of RFC 4480 §3.2; who is ready has none. */
const activities: Readonly<Record<AgentState, string | null>> = {
  ready: null,
  notReady: 'away',
  workingAfterCall: 'busy',
  loggedOff: 'permanent-absence',
};

/** An agent's state as a presence document (PIDF, RFC 3863, with RPID, RFC 4480): open while they work. */
export function presenceDocument(entity: string, state: AgentState): string {
  const basic = state === 'loggedOff' ? 'closed' : 'open';
  const activity = activities[state];
  const person = activity === null ? '' : `<rpid:activities><rpid:${activity}/></rpid:activities>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"',
    ` xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="${escapeMarkup(entity)}">`,
    `<tuple id="bandeau"><status><basic>${basic}</basic></status></tuple>`,
    `<dm:person id="agent">${person}</dm:person>`,
    '</presence>',
  ].join('');
}
