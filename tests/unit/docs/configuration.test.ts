import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configurationSchema } from '../../../electron/settings/configuration.ts';
import { parseConfiguration } from '../../../electron/settings/load-configuration.ts';
import { textOf } from './pages.ts';

/** The part of a JSON schema that names keys. */
const namedKeys = z.object({
  default: z.unknown().optional(),
  get oneOf() {
    return z.array(namedKeys).optional();
  },
  /** `false` of a list of a fixed length. */
  get items() {
    return z.union([z.literal(false), namedKeys]).optional();
  },
  get properties() {
    return z.record(z.string(), namedKeys).optional();
  },
});

const page = textOf('docs/configuration.md');

/** Every key of a JSON schema by its path, `identity.issuer`, with its default. */
function keysOf(schema: z.infer<typeof namedKeys>, parent = ''): ReadonlyMap<string, unknown> {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${parent}${name}`;
    const inside = [property, property.items || {}].flatMap((one) => [...keysOf(one, `${path}.`)]);
    return [[path, property.default] as const, ...inside];
  });
  return new Map([...own, ...(schema.oneOf ?? []).flatMap((choice) => [...keysOf(choice, parent)])]);
}

/** The row of the page's tables that explains a key. */
function rowOf(key: string): string | undefined {
  return page.split('\n').find((line) => /^\| `([^`]+)` +\|/.exec(line)?.[1] === key);
}

const keys = keysOf(namedKeys.parse(z.toJSONSchema(configurationSchema, { io: 'input' })));
const settled = [...keys].filter(([, value]) => value !== undefined && typeof value !== 'object');
const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '');

describe('docs/configuration.md', () => {
  it('finds the keys that it has to explain', () => {
    expect([...keys.keys()]).toEqual(
      expect.arrayContaining(['environment', 'identity.issuer', 'card.modules']),
    );
  });

  it.each([...keys.keys()])('explains the key %s in a row of its own', (key) => {
    expect(rowOf(key)).toBeDefined();
  });

  it.each(settled)('says what %s is when it is not given', (key, value) => {
    expect(rowOf(key)).toContain(String(value));
  });

  it('explains no key that there is not', () => {
    const explained = [
      ...page.matchAll(
        /^\| `((?:identity|telephony|card|helpdesk|session|dialling|lrm|callLog|prerequisites|support)(?:\.\w+)*)` +\|/gm,
      ),
    ];
    expect(explained.map(([, key]) => key).filter((key) => !keys.has(key ?? ''))).toEqual([]);
  });

  it('gives examples that the program accepts, one with every key', () => {
    const parsed = examples.map((text) => parseConfiguration(text, 'example.json'));
    expect(parsed.filter(({ ok }) => !ok)).toEqual([]);
    const whole = examples.find((text) => [...keys.keys()].every((key) => hasKey(JSON.parse(text), key)));
    expect(whole).toBeDefined();
  });
});

function hasKey(value: unknown, path: string): boolean {
  if (Array.isArray(value)) return value.some((one) => hasKey(one, path));
  const [name = '', ...rest] = path.split('.');
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
  return rest.length === 0 || hasKey(Reflect.get(value, name), rest.join('.'));
}
