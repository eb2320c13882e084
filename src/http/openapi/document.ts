import type { AnyTRPCRouter } from '@trpc/server';
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi';
import { type Operation, operationsOf } from '../rest/operations';
import type { DocumentOperation, OpenApiDocument } from './document-types';
import { errorComponents } from './error-responses';
import { eventOperation } from './event-operation';
import { aliasOperation, completeOperation } from './operation';

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An API token, in any of its three spellings.' },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same token in a header of its own.',
  },
} as const;

const description = `The API of Gantry, a self-hosted deployment control plane. The console uses the same procedures.

Send an API token as \`Authorization: Bearer …\` or \`X-API-Key: …\`. Tokens are made in the console, below API tokens.`;

/** The document of `/api/v1`, from the router. Made once: it depends on nothing that changes while the process runs. */
export function createDocument(
  router: AnyTRPCRouter,
  { publicUrl, version }: { publicUrl: string; version: string },
): OpenApiDocument {
  const operations = operationsOf(router);
  const document = generateOpenApiDocument(router as unknown as OpenApiRouter, {
    // the library wants a router whose meta it knows; ours extends it
    title: 'Gantry API',
    description,
    version,
    baseUrl: `${publicUrl}/api/v1`,
    securitySchemes,
    tags: [...new Set(operations.map(({ rest }) => rest.tag))].sort(),
  }) as unknown as OpenApiDocument; // read and changed as plain JSON from here on
  for (const operation of operations) addOperation(document, operation);
  return {
    ...document,
    info: {
      title: 'Gantry API',
      description,
      version,
      contact: { name: 'Gantry', url: publicUrl },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: sortedPaths(document.paths),
    components: { ...document.components, ...mergedComponents(document.components) },
  };
}

function addOperation(document: OpenApiDocument, operation: Operation): void {
  const { rest, action } = operation;
  const path = document.paths[rest.path] ?? {};
  document.paths[rest.path] = path;
  const method = rest.method.toLowerCase();
  const security = action === 'open' ? [] : Object.keys(securitySchemes).map((name) => ({ [name]: [] }));
  const generated = path[method];
  const complete: DocumentOperation =
    rest.answer === 'events' || !generated
      ? eventOperation(operation, security)
      : { ...completeOperation(generated, operation), security };
  path[method] = complete;
  if (rest.getAlias) path.get = aliasOperation(complete, operation);
}

function mergedComponents(generated: Record<string, unknown>): Record<string, unknown> {
  const { schemas, responses } = errorComponents();
  return { schemas: { ...Object(generated.schemas), ...schemas }, responses };
}

/** In one order whatever the order of the router, so that the checked-in document changes only with the API. */
function sortedPaths(paths: OpenApiDocument['paths']): OpenApiDocument['paths'] {
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}
