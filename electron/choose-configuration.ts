import training from '../resources/config/formation.json' with { type: 'json' };
import { ok, type Result } from './failures/index.ts';
import { type Configuration, configurationSchema } from './settings/configuration.ts';
import { loadConfiguration } from './settings/load-configuration.ts';

/** The site's configuration, or training when none is asked for; a malformed one stops, it never becomes training. */
export function chooseConfiguration(file: string | null): Result<Configuration> {
  return file ? loadConfiguration(file) : ok(configurationSchema.parse(training));
}
