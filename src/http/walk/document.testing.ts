import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { appRouter } from '../../api/root';
import { createDocument } from '../openapi/document';
import type { OpenApiDocument } from '../openapi/document-types';
import type { Operation } from '../rest/operations';

/** A response as sent. */
export interface Answer {
  status: number;
  contentType: string;
  text: string;
}

type Surface = Operation['surface'];
interface Declared {
  $ref?: string;
  content?: Record<string, unknown>;
}

const documents = new Map<Surface, OpenApiDocument>();
const validators = new Map<string, ValidateFunction>();
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
formats.default(ajv);

/** Check a response against the document of its surface. @throws when it declares no such status, type or body */
export function requireDeclared({ surface, rest, procedure }: Operation, answer: Answer): void {
  const responses = documentOf(surface).paths[rest.path]?.[rest.method.toLowerCase()]?.responses ?? {};
  const fault = (what: string) =>
    new Error(`The document of ${procedure} declares no ${what}. It answered: ${answer.text.slice(0, 1000)}`);
  const declared = responses[answer.status] as Declared | undefined; // a member of a document is plain JSON
  if (!declared) throw fault(`status ${answer.status}`);
  const place =
    declared.$ref?.slice(1) ??
    pointer('paths', rest.path, rest.method.toLowerCase(), 'responses', String(answer.status));
  const { content } = declared.$ref === undefined ? declared : componentAt(surface, declared.$ref);
  const [type = ''] = answer.contentType.split(';');
  if (!content) {
    if (answer.text !== '') throw fault('body');
    return;
  }
  if (!content[type]) throw fault(`content of type ${type || '(none)'}`);
  if (!/[/+]json$/.test(type)) return;
  const validate = validatorOf(`${surface}#${place}${pointer('content', type, 'schema')}`);
  if (validate(JSON.parse(answer.text))) return;
  throw fault(`such body: ${ajv.errorsText(validate.errors)}`);
}

function documentOf(surface: Surface): OpenApiDocument {
  const known = documents.get(surface);
  if (known) return known;
  const installation = { publicUrl: 'https://gantry.example.com', version: '0.0.0' };
  const document = createDocument(appRouter, surface, installation);
  ajv.addSchema(document, surface);
  documents.set(surface, document);
  return document;
}

function componentAt(surface: Surface, reference: string): Declared {
  const [, name = ''] = /^#\/components\/responses\/(\w+)$/.exec(reference) ?? [];
  return Object(documentOf(surface).components.responses)[name];
}

function validatorOf($ref: string): ValidateFunction {
  const known = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, known);
  return known;
}

function pointer(...segments: string[]): string {
  return segments
    .map((each) => `/${encodeURIComponent(each.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}
