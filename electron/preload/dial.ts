import { exposeBridge } from './bridge.ts';

exposeBridge<'dial'>();
