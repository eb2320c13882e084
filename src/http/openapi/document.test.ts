import SwaggerParser from '@apidevtools/swagger-parser';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../../api/root';
import { operationsOf } from '../rest/operations';
import { createDocument } from './document';

const installation = { publicUrl: 'https://gantry.example.com', version: '0.0.0' };
/** The rules check a document of more than a megabyte. */
const rulesTimeoutMs = 600_000;

describe.each(['v1', 'v2'] as const)('the document of /api/%s', (surface) => {
  const document = createDocument(appRouter, surface, installation);

  it('is the one that is checked in: a change of the wire shows as a diff', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(`./${surface}.json`);
  });

  it('is valid OpenAPI', async () => {
    await expect(SwaggerParser.validate(JSON.parse(JSON.stringify(document)))).resolves.toBeDefined();
  });

  it(
    'has no error by the rules of spectral:oas',
    async () => {
      const spectral = new spectralCore.Spectral();
      spectral.setRuleset({ extends: [[oas as RulesetDefinition, 'all']] }); // its types are for an older core
      const results = await spectral.run(JSON.parse(JSON.stringify(document)));
      const errors = results.filter(({ severity }) => severity === 0);
      expect(errors.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)).toEqual([]);
    },
    rulesTimeoutMs,
  );

  it('says no shape twice', () => {
    const seen = new Map<string, string[]>();
    const visit = (value: unknown, place: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, properties } = value as { type?: unknown; properties?: object }; // if it is a schema
      if (type === 'object' && Object.keys(properties ?? {}).length > 0) {
        const text = JSON.stringify(value);
        seen.set(text, [...(seen.get(text) ?? []), place]);
      }
      for (const [key, each] of Object.entries(value)) visit(each, `${place}/${key}`);
    };
    visit(document.paths, 'paths');
    visit(document.components, 'components');
    // Inputs that look alike today have separate names.
    const repeated = [...seen.values()].filter((places) => places.length > 1);
    expect(
      repeated.filter((places) => places.some((place) => !/^components\/schemas\/\w+$/.test(place))),
    ).toEqual([]);
    expect([...seen.values()].flat().filter((place) => place.includes('/responses/'))).toEqual([]);
  });

  it('has every operation that is served, deprecated GET forms included', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = operationsOf(appRouter, surface).flatMap(({ rest }) => [
      `${rest.method.toLowerCase()} ${rest.path}`,
      ...(rest.getAlias ? [`get ${rest.path}`] : []),
    ]);
    expect(described.sort()).toEqual(served.sort());
  });
});
