export { LrmCommands } from './commands.ts';
export { Correlations } from './correlations.ts';
export { LrmCoupling } from './coupling.ts';
export { startGateway } from './gateway-process.ts';
export { recordsOutbox } from './outbox-store.ts';
export type { LrmAgent, LrmLink, LrmState } from './ports.ts';
export { gatewayOptions } from './secrets.ts';
