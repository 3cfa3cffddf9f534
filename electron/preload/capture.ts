import { webUtils } from 'electron';
import type { CaptureBridge } from '../ipc/door.ts';
import { bridgeOf, expose } from './bridge.ts';

const bridge = bridgeOf<'capture'>();
expose<CaptureBridge>({
  ...bridge,
  drop: (file) => bridge.ask('capture.drop', { path: webUtils.getPathForFile(file) }),
});
