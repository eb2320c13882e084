// Declarations of `gantry/rest` in one text: those of openapi-fetch and its types, and the paths of the document.
import { readFileSync } from 'node:fs';
import openapiTypes, { astToString } from 'openapi-typescript';

export async function restDeclarations(root) {
  const document = JSON.parse(readFileSync(`${root}src/http/openapi/v1.json`, 'utf8'));
  const paths = astToString(await openapiTypes(forEditors(document)));
  const packages = ['openapi-typescript-helpers/dist/index.d.ts', 'openapi-fetch/dist/index.d.mts'].map(
    (file) => readFileSync(`${root}node_modules/${file}`, 'utf8'),
  );
  return [
    '// Made from the OpenAPI document of Gantry. Needs no other file.',
    ...packages.map((text) => own(text)),
    paths.replace(/^ +/gm, (indent) => ' '.repeat(indent.length / 4)).replaceAll('* @description ', '* '),
    `export interface RestOptions {
  /** Where Gantry is: \`https://gantry.example.com\`. */
  url: string;
  /** An API token. */
  token?: string;
  /** Another \`fetch\`, to go through a proxy for example. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Create a client of the REST API: \`client.GET('/applications/{uuid}', { params: { path: { uuid } } })\`. */
export declare function createRestClient(options: RestOptions): Client<paths>;
`,
  ].join('\n\n');
}

/** The document without what the declarations would say twice, or at every operation. */
function forEditors(document) {
  for (const parameter of Object.values(document.components.parameters)) delete parameter.description;
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    delete operation.description;
    // Fields that may be in the query instead are described in the body.
    if (operation.requestBody)
      for (const parameter of operation.parameters ?? []) delete parameter.description;
    for (const body of Object.values(operation.requestBody?.content ?? {})) delete body.example;
    for (const response of Object.values(operation.responses)) if (!response.$ref) response.description = '';
  }
  return document;
}

/** Declarations without what binds them to other files. */
function own(text) {
  return text
    .replace(/^import .*;$/gm, '')
    .replace(/^export (type )?\{[^}]*\};$/gm, '')
    .replace(/^\/\/# .*$/gm, '');
}
