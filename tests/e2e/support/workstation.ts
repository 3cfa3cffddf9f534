import { type SecretStorage, startSecretStorage } from '../../stand/secrets/index.ts';
import { type Bandeau, launchBandeau } from './application.ts';
import { type Operator, operatorOf } from './operator.ts';
import { ordinaryUser } from './ordinary-user.ts';

export interface WorkstationOptions {
  /** Name of the X display. */
  readonly display: string;
  /** False: a machine on which nothing can be kept encrypted. */
  readonly secrets?: boolean;
}

export interface StartOptions {
  readonly configuration: unknown;
  readonly environment: Readonly<Record<string, string>>;
}

/** One machine on which the application is started again and again, and keeps what it remembers. */
export interface Workstation {
  readonly home: string;
  /** Starts the application; the one before has to be closed or killed. */
  start(options: StartOptions): Promise<{ readonly bandeau: Bandeau; readonly operator: Operator }>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  close(): Promise<void>;
  /** Closes the application and what the machine runs. */
  stop(): Promise<void>;
}

export async function startWorkstation({
  display,
  secrets = true,
}: WorkstationOptions): Promise<Workstation> {
  const user = ordinaryUser();
  const storage: SecretStorage | null = secrets ? await startSecretStorage(user) : null;
  let running: Bandeau | null = null;
  const close = async (): Promise<void> => {
    await running?.close();
    running = null;
  };
  return {
    home: user.home,
    start: async ({ configuration, environment }) => {
      const bandeau = await launchBandeau({
        display,
        configuration,
        home: user.home,
        environment: { ...environment, ...storage?.environment },
      });
      running = bandeau;
      return { bandeau, operator: await operatorOf(bandeau) };
    },
    kill: async () => {
      const child = running?.electron.process();
      running = null;
      if (!child) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
    close,
    stop: async () => {
      await close();
      await storage?.stop();
    },
  };
}
