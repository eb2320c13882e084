import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../api/root';
import { operationsOf } from '../rest/operations';
import { createDocument } from './document';

const installation = { publicUrl: 'https://gantry.example.com', version: '0.0.0' };
const procedures = (appRouter as AnyTRPCRouter)._def.procedures as Record<string, AnyTRPCProcedure>; // untyped in its widest router

interface Media {
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

/** Value of an example whose field has neither an example nor a word of the glossary with one. */
const filler = 'text';

describe.each(['v1', 'v2'] as const)('the examples of %s', (surface) => {
  const document = createDocument(appRouter, surface, installation);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema(document, surface);

  const operations = operationsOf(appRouter, surface).map((operation) => {
    const { path, method, status } = operation.rest;
    const described = document.paths[path]?.[method.toLowerCase()];
    const place = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`;
    const answer: { content?: Record<string, Media> } = Object(described?.responses[status]);
    return {
      ...operation,
      request: {
        media: described?.requestBody?.content['application/json'] as Media | undefined,
        place: `${place}/requestBody`,
      },
      answer: { media: answer.content?.['application/json'], place: `${place}/responses/${status}` },
    };
  });
  const bodies = operations.flatMap(({ procedure, request, answer }) =>
    [request, answer].flatMap(({ media, place }) => (media ? [{ procedure, media, place }] : [])),
  );

  function exampleOf({ example, examples }: Media): unknown {
    const name = examples?.answer?.$ref.split('/').at(-1);
    return name === undefined ? example : Object(document.components.examples)[name]?.value;
  }

  it('are there for every body', () => {
    const without = bodies.filter(({ media }) => exampleOf(media) === undefined);
    expect(without.map(({ place }) => place)).toEqual([]);
  });

  it('are what their schemas describe', () => {
    const wrong = bodies.flatMap(({ media, place }) => {
      const pointer = `${place}/content/application~1json/schema`
        .split('/')
        .map(encodeURIComponent)
        .join('/');
      const isValid = ajv.validate({ $ref: `${surface}#${pointer}` }, exampleOf(media));
      return isValid ? [] : [`${place}: ${ajv.errorsText(ajv.errors)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('of requests are taken by the procedure', () => {
    const refused = operations.flatMap(({ procedure, pathParameters, rest, request }) => {
      if (!request.media) return [];
      const { inputs = [] } = (procedures[procedure]?._def ?? {}) as { inputs?: z.ZodType[] }; // private in the types
      const ids = Object.fromEntries([...pathParameters].map((name) => [name, '1']));
      const body = Object.entries(Object(exampleOf(request.media))).map(([name, value]) => [
        rest.bodyNames?.[name] ?? name,
        value,
      ]);
      const input = { ...ids, ...Object.fromEntries(body) };
      if ('private_key' in input) return []; // the example is a placeholder, not a key
      return inputs.flatMap((schema) => {
        const { error } = schema.safeParse(input);
        return error
          ? [
              `${procedure}: ${JSON.stringify(input)} ${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)}`,
            ]
          : [];
      });
    });
    expect(refused).toEqual([]);
  });

  it('say something of every text', () => {
    const found = new Set<string>();
    const visit = (value: unknown, name: string): void => {
      if (value === filler) found.add(name);
      if (typeof value === 'object' && value !== null)
        for (const [key, each] of Object.entries(value)) visit(each, Array.isArray(value) ? name : key);
    };
    for (const { media, place } of bodies) visit(exampleOf(media), place);
    expect([...found]).toEqual([]);
  });
});
