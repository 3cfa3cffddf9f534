import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { catalogue, type Result } from '../../failures/index.ts';
import type { Configuration } from '../../settings/configuration.ts';
import type { PolicyReading } from '../../settings/configuration-policy.ts';
import type { Desktop } from '../ports.ts';
import { type Check, type Finding, failure, notApplicable, ok, warning } from '../rules/check.ts';
import { fillIn } from '../rules/findings.ts';
import { codeOf } from './network/server.ts';

export interface ApplicationOptions {
  readonly version: string;
  readonly configuration: Result<Configuration>;
  readonly policy: () => PolicyReading;
  readonly desktop: Desktop | null;
  /** Where the program writes. */
  readonly folder: string;
}

/** As much as a settings file; a disk with less than that free is full. */
const TRIAL_BYTES = 64 * 1024;

/** The program itself: its version, its configuration, where it writes and what encrypts what it keeps. */
export function applicationChecks(options: ApplicationOptions): readonly Check[] {
  const { version, configuration, policy, desktop, folder } = options;
  const common = { group: 'application', needs: [], deadline: 4_000, cheap: true } as const;
  return [
    {
      ...common,
      id: 'application.version',
      title: texts.version,
      run: async () => ok({ measured: version }),
    },
    {
      ...common,
      id: 'application.configuration',
      title: texts.configuration,
      run: async () => judgeConfiguration(configuration),
    },
    {
      ...common,
      id: 'application.policy',
      title: texts.policy,
      // It counts from the next start on, and a command that is waited for reads it.
      cheap: false,
      run: async () => judgePolicy(policy()),
    },
    {
      ...common,
      id: 'application.storage',
      title: texts.storage,
      // A full disk is that check's matter.
      needs: ['workstation.disk'],
      run: () => tryStorage(folder),
    },
    {
      ...common,
      id: 'application.secrets',
      title: texts.secrets,
      run: async () => {
        if (!desktop) return notApplicable('Desktop_None');
        return desktop.hasSecretStorage() ? ok({ measured: texts.secretsThere }) : warning('Secrets_None');
      },
    },
  ];
}

function judgeConfiguration(configuration: Result<Configuration>): Finding {
  if (configuration.ok) {
    const { environment, site } = configuration.value;
    return environment === 'formation'
      ? notApplicable('Configuration_Training')
      : ok({ measured: fillIn(texts.siteOf, { site }) });
  }
  const { code, parameters = {} } = configuration.failure;
  const { cause, remedy } = catalogue[code];
  return failure('Configuration_Refused', {
    cause: fillIn(cause, parameters),
    remedy: fillIn(remedy, parameters),
  });
}

function judgePolicy(reading: PolicyReading): Finding {
  if (reading.kind === 'none') return notApplicable('Policy_None');
  if (reading.kind === 'read') {
    const keys = Object.keys(reading.policy).join(', ');
    return ok({ measured: keys === '' ? texts.policyEmpty : fillIn(texts.policyFixes, { keys }) });
  }
  const { place, reason } = reading;
  return failure(reason === 'untrusted' ? 'Policy_Untrusted' : 'Policy_Refused', { place });
}

/** Writes, reads back and removes a file of our own. */
async function tryStorage(folder: string): Promise<Finding> {
  const file = join(folder, `verification-${randomBytes(4).toString('hex')}.tmp`);
  const content = randomBytes(TRIAL_BYTES);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
    const isSame = (await readFile(file)).equals(content);
    return isSame ? ok({ measured: texts.storageWorks }) : failure('Storage_Broken');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return failure('Storage_Full');
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return failure('Storage_Forbidden');
    return failure('Storage_Broken');
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
