import { describe, expect, it } from 'vitest';
import { glossary } from '../../api/glossary/glossary';
import { appRouter } from '../../api/root';
import { createDocument } from './document';
import type { DocumentSchema } from './document-types';
import { tagDescriptions } from './tag-descriptions';

const installation = { publicUrl: 'https://gantry.example.com', version: '0.0.0' };
const documents = (['v1', 'v2'] as const).map((surface) => createDocument(appRouter, surface, installation));

interface Described {
  place: string;
  name: string;
  description: string | undefined;
}

const operations = documents.flatMap(({ paths }) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ place: `${method} ${path}`, operation })),
  ),
);

const parameters: Described[] = operations.flatMap(({ place, operation }) =>
  (operation.parameters ?? []).flatMap((each) =>
    'name' in each ? [{ place, name: each.name, description: each.description }] : [],
  ),
);

const properties: Described[] = documents.flatMap(({ components }) =>
  Object.entries(Object(components.schemas)).flatMap(
    ([place, schema]) => propertiesOf(schema as DocumentSchema, place), // a component is a schema
  ),
);

function propertiesOf(schema: DocumentSchema, place: string): Described[] {
  const own = Object.entries(schema.properties ?? {}).map(([name, { description }]) => ({
    place,
    name,
    description,
  }));
  const inner = Object.values(schema).flat();
  return [
    ...own,
    ...inner.flatMap((each) =>
      // Any object may be read as a schema, because the members of a schema are optional.
      typeof each === 'object' && each !== null ? propertiesOf(each as DocumentSchema, place) : [],
    ),
  ];
}

const words = (text: string) =>
  text
    .toLowerCase()
    .match(/[a-z]+/g)
    ?.join(' ') ?? '';

describe('the documents describe', () => {
  it('every operation', () => {
    const silent = operations.filter(
      ({ operation }) => !operation.summary || !operation.description?.includes(' '),
    );
    expect(silent.map(({ place }) => place)).toEqual([]);
  });

  it('every tag, and no other', () => {
    const tags = documents.flatMap(({ tags }) => tags as { name: string; description?: string }[]); // OpenAPI's tags
    expect(tags.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
    const names = new Set(tags.map(({ name }) => name));
    expect(Object.keys(tagDescriptions).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each([
    ['parameter', parameters],
    ['property', properties],
  ] as const)('every %s, in more words than its name', (_, found) => {
    const silent = found.filter(
      ({ name, description = '' }) => !description.includes(' ') || words(description) === words(name),
    );
    expect(silent.map(({ place, name }) => `${place}: ${name}`)).toEqual([]);
  });

  it('by sentences', () => {
    const found = [...parameters, ...properties].map(({ description = '' }) => description);
    expect(found.filter((text) => !/^[\p{Lu}`\d].*[.!]$/su.test(text))).toEqual([]);
  });

  it('by no word that nothing is called', () => {
    const used = new Set([...parameters, ...properties].map(({ name }) => name));
    expect([...glossary.keys()].filter((name) => !used.has(name))).toEqual([]);
  });
});
