import type { AnyTRPCRouter } from '@trpc/server';
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi';
import type { ProcedureMeta } from '../../api/trpc';
import type { Dialect } from '../dialects/dialect';
import { type Operation, operationsOf, surfacePrefixes } from '../rest/operations';
import { type Offers, offersOf } from '../rest/opt-in/offers';
import { addExamples } from './add-examples';
import { describeFields, describeParameters } from './describe-fields';
import { describeRefusals } from './describe-refusals';
import type { DocumentOperation, OpenApiDocument } from './document-types';
import { addEndedStatus } from './ended-status';
import { errorComponents } from './error-responses';
import { eventOperation } from './event-operation';
import { nameSchemas } from './name-schemas';
import { aliasOperation, completeOperation } from './operation';
import { operationId } from './operation-id';
import { withOffers } from './opt-in';
import { optInComponents } from './opt-in-components';
import { surfaces } from './surfaces';
import { tagDescriptions } from './tag-descriptions';

/**
 * Create the document of one surface from the router. Created once, because nothing in it changes while the process
 * runs.
 */
export function createDocument(
  router: AnyTRPCRouter,
  surface: Dialect['surface'],
  { publicUrl, version }: { publicUrl: string; version: string },
): OpenApiDocument {
  const operations = operationsOf(router, surface);
  const { title, description, securitySchemes } = surfaces[surface];
  const document = generateOpenApiDocument(router as unknown as OpenApiRouter, {
    // the library expects its own meta type; ours extends it
    title,
    description,
    version,
    baseUrl: publicUrl + surfacePrefixes[surface],
    securitySchemes,
    filter: ({ metadata }) => surfaceOf(metadata as unknown as ProcedureMeta) === surface, // the router's meta type
  }) as unknown as OpenApiDocument; // handled as plain JSON from here on
  const offers = offersOf(operations);
  for (const operation of operations) addOperation(document, operation, offers.get(operation));
  const named: OpenApiDocument = {
    ...document,
    info: {
      title,
      description,
      version,
      contact: { name: 'Gantry', url: publicUrl },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: describedTags(operations),
    paths: sortedPaths(document.paths),
    components: { ...document.components, ...mergedComponents(document.components, surface) },
  };
  nameSchemas(named, operations);
  describeFields(named);
  addExamples(named, operations);
  return named;
}

function surfaceOf(metadata: ProcedureMeta): Dialect['surface'] {
  return metadata.rest?.surface ?? 'v1';
}

function addOperation(document: OpenApiDocument, operation: Operation, offers: Offers | undefined): void {
  const { rest, action, surface } = operation;
  const path = document.paths[rest.path] ?? {};
  document.paths[rest.path] = path;
  const method = rest.method.toLowerCase();
  const schemes = Object.keys(surfaces[surface].securitySchemes);
  const security = action === 'open' ? [] : schemes.map((name) => ({ [name]: [] }));
  const generated = path[method];
  const complete: DocumentOperation =
    rest.answer === 'events' || !generated
      ? eventOperation(operation, security)
      : { ...completeOperation(generated, operation), security };
  describeParameters(complete, operation);
  complete.operationId = operationId(operation);
  complete['x-permission'] = action;
  complete['x-rate-class'] = operation.rate ?? 'default';
  const offered = offers ? withOffers(complete, offers, rest.status) : complete;
  if (offers?.wait === 'deployments') addEndedStatus(offered, Object(document.components.schemas));
  offered.description += describeRefusals(operation, offered.responses);
  path[method] = offered;
  if (rest.getAlias) path.get = aliasOperation(complete, operation);
}

function describedTags(operations: readonly Operation[]) {
  const names = [...new Set(operations.map(({ rest }) => rest.tag))].sort();
  return names.map((name) => ({ name, description: tagDescriptions[name] }));
}

function mergedComponents(generated: Record<string, unknown>, surface: Dialect['surface']) {
  const { schemas, responses } = errorComponents(surface);
  const all = { schemas: { ...Object(generated.schemas), ...schemas }, responses };
  if (surface !== 'v1') return all;
  const { responses: more, ...optIn } = optInComponents;
  return { ...all, ...optIn, responses: { ...responses, ...more } };
}

/** Sort the paths, so that the checked-in document changes only with the API and not with the order of the router. */
function sortedPaths(paths: OpenApiDocument['paths']): OpenApiDocument['paths'] {
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}
