import training from '../resources/config/formation.json' with { type: 'json' };
import { fail, ok, type Result } from './failures/index.ts';
import { type Configuration, configurationSchema } from './settings/configuration.ts';
import { type PolicyReading, withPolicy } from './settings/configuration-policy.ts';
import { loadConfiguration } from './settings/load-configuration.ts';

/**
 * The site's configuration, or training when none is asked for; a malformed one stops, it never becomes training. What
 * the policy of the machine fixes comes before all; one that is refused stops too.
 */
export function chooseConfiguration(file: string | null, reading: PolicyReading): Result<Configuration> {
  if (reading.kind === 'refused') return fail('Configuration_PolicyRefused', { place: reading.place });
  const policy = reading.kind === 'read' ? reading.policy : {};
  const chosen = policy.ConfigurationFile ?? file;
  const loaded = chosen ? loadConfiguration(chosen) : ok(configurationSchema.parse(training));
  return loaded.ok ? ok(withPolicy(loaded.value, policy)) : loaded;
}
