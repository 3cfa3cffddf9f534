import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { z } from 'zod';

const contentSchema = z.record(z.string(), z.object({ schema: z.unknown() })).optional();
const responseSchema = z.object({ $ref: z.string().optional(), content: contentSchema });
const operationSchema = z.object({
  operationId: z.string(),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), responseSchema),
});
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.object({
      get: operationSchema.optional(),
      put: operationSchema.optional(),
      post: operationSchema.optional(),
      delete: operationSchema.optional(),
    }),
  ),
  components: z.looseObject({ responses: z.record(z.string(), responseSchema) }),
});

export interface Exchanged {
  readonly method: string;
  /** Below the server's address, for example `/profiles`. */
  readonly path: string;
  readonly requestBody: string | null;
  readonly status: number;
  readonly contentType: string | null;
  readonly responseBody: string;
}

export interface ApiContract {
  /** `operation status` for each answer that the contract describes. */
  readonly described: readonly string[];
  /** What of an exchange is not as described, in words; empty when all is. `name` is `operation status`. */
  check(exchanged: Exchanged): { readonly name: string; readonly faults: readonly string[] };
  /** Checks a value against a schema of the components. */
  checkSchema(name: string, value: unknown): readonly string[];
}

/** Reads an OpenAPI 3.1 document: its schemas are JSON Schema 2020-12. */
export function apiContract(file: string): ApiContract {
  const source: unknown = parse(readFileSync(file, 'utf8'));
  const document = documentSchema.parse(source);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'api', ...document });

  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => (operation ? [{ path, method, operation }] : [])),
  );
  const responseOf = (response: z.infer<typeof responseSchema>) =>
    response.$ref ? document.components.responses[response.$ref.split('/').at(-1) ?? ''] : response;

  return {
    described: operations.flatMap(({ operation }) =>
      Object.keys(operation.responses).map((status) => `${operation.operationId} ${status}`),
    ),
    check: ({ method, path, requestBody, status, contentType, responseBody }) => {
      const found = operations.find(
        (candidate) => candidate.method === method.toLowerCase() && patternOf(candidate.path).test(path),
      );
      if (!found) return { name: `${method} ${path}`, faults: ['the operation is not described'] };
      const { operation } = found;
      const name = `${operation.operationId} ${status}`;
      const described = operation.responses[String(status)];
      const response = described && responseOf(described);
      if (!response) return { name, faults: ['the answer is not described'] };
      const content = operation.requestBody?.content;
      return {
        name,
        faults: [
          ...checkBody(ajv, content, 'application/json', requestBody ?? '').map(
            (fault) => `request: ${fault}`,
          ),
          ...checkBody(ajv, response.content, contentType, responseBody).map((fault) => `answer: ${fault}`),
        ],
      };
    },
    checkSchema: (name, value) => {
      const validate = ajv.getSchema(`api#/components/schemas/${name}`);
      return validate ? faultsOf(validate, value) : [`no schema ${name}`];
    },
  };
}

function checkBody(
  ajv: Ajv2020,
  content: z.infer<typeof contentSchema>,
  contentType: string | null,
  body: string,
): readonly string[] {
  if (!content) return body === '' ? [] : ['a body where none is described'];
  if (body === '') return ['no body where one is described'];
  const described = content[contentType?.split(';')[0] ?? ''];
  if (!described) return [`content type ${contentType} is not described`];
  return faultsOf(ajv.compile(absolute(described.schema)), JSON.parse(body));
}

/** The references of an operation's schema are within the document. */
function absolute(schema: unknown): object {
  const { $ref } = z.object({ $ref: z.string() }).parse(schema);
  return { $ref: `api${$ref}` };
}

function faultsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
