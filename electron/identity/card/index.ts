export {
  type CardProcess,
  type CardProcessOptions,
  type CardTimes,
  startCardProcess,
} from './card-process.ts';
export type { CardChannel } from './channel.ts';
