import { databaseDefaults } from '../../api/configuration/defaults';
import { glossary } from '../../api/glossary/glossary';
import { applicationDefaults } from '../../domain/workload/application-defaults';
import type { Operation } from '../rest/operations';
import type { DocumentOperation, DocumentSchema, OpenApiDocument } from './document-types';
import { schemasOf } from './name-schemas';
import { nounWords } from './operation-id';

/** Describe every field without a description by the glossary entry of its name. */
export function describeFields(document: OpenApiDocument): void {
  for (const [name, schema] of Object.entries(schemasOf(document)))
    describeProperties(schema, defaultsOf(name));
}

/** Describe the parameters of an operation; an id in the path by the kind of object that it names. */
export function describeParameters(
  operation: DocumentOperation,
  { object }: Pick<Operation, 'object'>,
): void {
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter)) continue;
    const isObject = object?.input === parameter.name && parameter.in === 'path';
    const noun = object ? nounWords(object.type).join(' ') : '';
    const word = isObject
      ? `${parameter.name === 'uuid' ? 'Public id' : 'Id'} of the ${noun}.`
      : glossary.get(parameter.name);
    const description = parameter.description ?? parameter.schema.description ?? word;
    if (typeof description === 'string') parameter.description = description;
  }
}

type Defaults = Readonly<Record<string, unknown>>;

/** Get the values that a new workload has for fields that the request omits. */
function defaultsOf(name: string): Defaults {
  if (/^ApplicationCreate[DP]/.test(name)) return applicationDefaults;
  if (/^DatabaseCreate[CDKMPR]/.test(name)) return databaseDefaults;
  return {};
}

function describeProperties(schema: DocumentSchema, defaults: Defaults): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const description = property.description ?? glossary.get(name);
    const value = defaults[name];
    const ending = value === undefined || value === null ? '' : ` Default: \`${value}\`.`;
    if (description !== undefined) property.description = `${description}${ending}`;
  }
  // Any object may be read as a schema, because the members of a schema are optional.
  for (const inner of Object.values(schema).flat())
    if (typeof inner === 'object' && inner !== null) describeProperties(inner as DocumentSchema, defaults);
}
