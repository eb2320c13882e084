import { describe, expect, it } from 'vitest';
import { compare } from './compare.testing';
import { documentFacts } from './document-facts.testing';
import type { DocumentOperation } from './document-types';
import { type Field, noFacts } from './facts.testing';

const field = (type: string, isRequired = false): Field => ({ types: [type], isRequired });
const answers = (...fields: string[]) =>
  new Map([['200', { type: 'object', fields: new Map(fields.map((name) => [name, field('string')])) }]]);

describe('a comparison', () => {
  it('finds nothing where we have more', () => {
    const ours = {
      ...noFacts(),
      body: new Map([['name', field('string')]]),
      answers: answers('uuid', 'name'),
    };
    expect(compare({ ...noFacts(), answers: answers('uuid') }, ours)).toEqual([]);
  });

  it('finds operations and statuses that are missing', () => {
    expect(compare(noFacts(), undefined)).toEqual(['is missing']);
    expect(compare({ ...noFacts(), answers: answers() }, noFacts())).toEqual(['never answers 200']);
  });

  it('finds missing fields, and an object without those inside it', () => {
    const reference = { ...noFacts(), answers: answers('uuid', 'settings', 'settings.id', 'tags[].name') };
    expect(compare(reference, { ...noFacts(), answers: answers('uuid') })).toEqual([
      '200 lacks settings, tags[].name',
    ]);
  });

  it('finds fields of requests that are missing, required on one side only, or of another type', () => {
    const reference = {
      ...noFacts(),
      query: new Map([['lines', field('integer')]]),
      body: new Map([
        ['name', field('string')],
        ['key', field('string', true)],
        ['port', field('string')],
        ['size', field('integer')],
      ]),
    };
    const body = new Map([
      ['name', field('string', true)],
      ['key', field('string')],
      ['port', field('integer')],
      ['size', field('number')],
    ]);
    expect(compare(reference, { ...noFacts(), body })).toEqual([
      'query lacks lines',
      'body requires name',
      'body does not require key',
      'body port is no string',
    ]);
  });

  it('finds responses and fields of another type', () => {
    const list = new Map([['200', { type: 'array', fields: new Map() }]]);
    expect(compare({ ...noFacts(), answers: list }, { ...noFacts(), answers: answers() })).toEqual([
      '200 is object, not array',
    ]);
    const number = new Map([['200', { type: 'object', fields: new Map([['id', field('integer')]]) }]]);
    expect(compare({ ...noFacts(), answers: number }, { ...noFacts(), answers: answers('id') })).toEqual([
      '200 id is string, not integer',
    ]);
  });
});

describe('the facts of a document', () => {
  it('are found through references, lists and alternatives', () => {
    const tag = { type: 'object', properties: { name: { anyOf: [{ type: 'string' }, { type: 'null' }] } } };
    const operation: DocumentOperation = {
      parameters: [
        { in: 'path', name: 'uuid', required: true, schema: { type: 'string' } },
        { in: 'query', name: 'lines', required: true, schema: { type: 'integer' } },
      ],
      requestBody: {
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/Input' } },
        },
      },
      responses: {
        200: { content: { 'application/json': { schema: { type: 'array', items: tag } } } },
        404: { $ref: '#/components/responses/NotFound' },
      },
    };
    const facts = documentFacts({
      paths: { '/tags/{uuid}': { post: operation } },
      components: {
        schemas: { Input: { type: 'object', required: ['tags'], properties: { tags: { items: tag } } } },
        responses: { NotFound: { content: { 'text/html': { schema: { type: 'string' } } } } },
      },
    });
    expect(facts.get('POST /tags/{uuid}')).toEqual({
      query: new Map([['lines', { types: ['integer'], isRequired: true }]]),
      body: new Map([
        ['tags', { types: [], isRequired: true }],
        ['tags[].name', { types: ['string', 'null'], isRequired: false }],
      ]),
      answers: new Map([
        [
          '200',
          { type: 'array', fields: new Map([['[].name', { types: ['string', 'null'], isRequired: false }]]) },
        ],
        ['404', { type: 'text', fields: new Map() }],
      ]),
    });
  });
});
