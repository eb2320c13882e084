import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { readDocument } from './document';

/** Get the messages with which a document is refused; null if it is valid. */
function refusalOf(text: string): unknown {
  try {
    readDocument(text);
    return null;
  } catch (error) {
    return error instanceof AppError ? error.fields : error;
  }
}
const document = (message: string) => ({ document: [message] });

describe('a document', () => {
  it.each([
    ['a quote that stays open', 'version: 1\nproject: "', 'Missing closing "quote at line 2.'],
    [
      'a key that is written twice',
      'version: 1\nproject: {name: a, name: b}',
      'This key is written twice at line 2.',
    ],
    ['an unknown tag', 'version: !number 1', 'Unresolved tag: !number at line 1.'],
    ['an alias', 'version: &one 1\nproject: *one', 'Anchors and aliases are not allowed.'],
    ['brackets without end', `version: ${'['.repeat(5000)}`, 'The file is nested too deeply at line 1.'],
    [
      'levels without end',
      indented(3000),
      expect.stringMatching(/^The file is nested too deeply at line \d+\.$/),
    ],
    [
      'quotes without end',
      'a: "" \n'.repeat(60_000),
      'The file must not have more than 50000 lines at line 50000.',
    ],
    ['tokens without end', `[${'a, '.repeat(60_000)}]`, 'The file has too many entries at line 1.'],
  ])('with %s is refused by its line', (_, text, message) => {
    expect(refusalOf(text)).toEqual(document(message));
  });

  it('that is well-formed and says too little is refused by its path', () => {
    expect(refusalOf('version: 1\nproject: {}\nenvironments: {}')).toHaveProperty('project.name');
  });

  it('is read with its references', () => {
    const read = readDocument(
      'version: 1\nproject: {name: Shop}\nenvironments: {}\nvariables: {A: !secret one}',
    );
    expect(read.project.name).toBe('Shop');
    expect(read.variables?.A).toMatchObject({ kind: 'secret', name: 'one' });
  });
});

function indented(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
}
