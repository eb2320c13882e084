import { describe, expect, it } from 'vitest';
import { appRouter } from '../../api/root';
import { compare } from './compare.testing';
import { intendedDifferences } from './differences.testing';
import { createDocument } from './document';
import { documentFacts } from './document-facts.testing';
import type { OperationFacts } from './facts.testing';
import { readReference } from './reference.testing';

const reference = readReference();
const document = createDocument(appRouter, 'v1', {
  publicUrl: 'https://gantry.example.com',
  version: '0.0.0',
});
const ours = documentFacts(document);

function differencesOf(found: ReadonlyMap<string, OperationFacts>): string[] {
  return [...reference].flatMap(([operation, facts]) =>
    compare(facts, found.get(operation)).map((difference) => `${operation}: ${difference}`),
  );
}

describe('the document and that of Coolify', () => {
  it('have the 81 operations of tier 1 and the 172 of tier 2', () => {
    expect(reference.size).toBe(81 + 172);
    expect([...reference.keys()].filter((operation) => !ours.has(operation))).toEqual([]);
  });

  it('differ only as intended', () => {
    const intended = intendedDifferences.flatMap(({ operations, differences }) =>
      operations.flatMap((operation) => differences.map((difference) => `${operation}: ${difference}`)),
    );
    expect(differencesOf(ours).sort()).toEqual(intended.sort());
  });
});
