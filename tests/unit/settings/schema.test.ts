import { expect, it } from 'vitest';
import { z } from 'zod';
import { configurationSchema } from '../../../electron/settings/configuration.ts';

it('docs/configuration.schema.json is the schema that the program uses (npx vitest -u writes it)', async () => {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input' });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/configuration.schema.json',
  );
});
