import type { CardRequest } from '../../../native/card/protocol.ts';
import type { ProcessChannel } from '../../shared/supervised-process.ts';

/** A card process that was started; it has copied a PIN once `post` returns, so that the caller may overwrite it. */
export type CardChannel = ProcessChannel<CardRequest>;
