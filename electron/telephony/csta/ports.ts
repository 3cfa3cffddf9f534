/** Whether phones are asked for uaCSTA: those that show that they speak it, all that do not exclude it, or none. */
export const cstaPolicies = ['auto', 'always', 'never'] as const;
export type CstaPolicy = (typeof cstaPolicies)[number];

/** Services of ECMA-269 that this product uses, by their names in ECMA-323. */
export const cstaServices = [
  'MakeCall',
  'AnswerCall',
  'ClearConnection',
  'HoldCall',
  'RetrieveCall',
  'AlternateCall',
  'ConsultationCall',
  'TransferCall',
  'SingleStepTransferCall',
  'ConferenceCall',
  'GenerateDigits',
  'DeflectCall',
  'DirectedPickupCall',
  'SetDoNotDisturb',
  'GetDoNotDisturb',
  'SnapshotDevice',
  'SetAgentState',
  'GetAgentState',
] as const;
export type CstaService = (typeof cstaServices)[number];

/** What an agent may ask to become (ECMA-269 Set Agent State). */
export const requestedAgentStates = [
  'loggedOn',
  'loggedOff',
  'notReady',
  'ready',
  'workingAfterCall',
] as const;
export type RequestedAgentState = (typeof requestedAgentStates)[number];

/** What an agent is (ECMA-269 Get Agent State); `agentNull` is logged off. */
export const agentStates = [
  'agentNull',
  'agentNotReady',
  'agentReady',
  'agentBusy',
  'agentWorkingAfterCall',
] as const;
export type CstaAgentState = (typeof agentStates)[number];

/** One request to the phone. A connection is named by its key, the CSTA callID; numbers are dialable already. */
export type CstaRequest =
  | { readonly service: 'MakeCall'; readonly number: string }
  | {
      readonly service: 'AnswerCall' | 'ClearConnection' | 'HoldCall' | 'RetrieveCall';
      readonly key: string;
    }
  /** Afterwards the two have changed places (alternate), are one call without this phone (transfer) or with it. */
  | {
      readonly service: 'AlternateCall' | 'TransferCall' | 'ConferenceCall';
      readonly held: string;
      readonly active: string;
    }
  | {
      readonly service: 'ConsultationCall' | 'SingleStepTransferCall' | 'DeflectCall';
      readonly key: string;
      readonly number: string;
    }
  | { readonly service: 'GenerateDigits'; readonly key: string; readonly digits: string }
  /** Takes the call that rings at `number`. */
  | { readonly service: 'DirectedPickupCall'; readonly number: string }
  | { readonly service: 'SetDoNotDisturb'; readonly on: boolean }
  /** `agentId` where the exchange wants one; what came of it is told by the event `agent`. */
  | {
      readonly service: 'SetAgentState';
      readonly state: RequestedAgentState;
      readonly agentId: string | null;
    }
  /** What the answer tells comes as the line event `do-not-disturb`, `agent` or `connections`. */
  | { readonly service: 'GetDoNotDisturb' | 'GetAgentState' | 'SnapshotDevice' };
