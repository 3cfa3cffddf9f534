/** What the regulation software (LRM) is told; `docs/lrm-api.yaml` has the shapes on the wire. */
export const lrmEventTypes = [
  'call.incoming',
  'call.outgoing',
  'call.ended',
  'call.correlated',
  'file.show',
  'agent.state',
] as const;
export type LrmEventType = (typeof lrmEventTypes)[number];
