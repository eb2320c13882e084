import { readFileSync } from 'node:fs';
import { type Answer, type Fields, noFacts, type OperationFacts, pathOf } from './facts.testing';

type Shapes = ReadonlyMap<string, readonly string[]>;

/** Read what Coolify documents about each operation (`GET /projects`) from `reference.txt`. */
export function readReference(): Map<string, OperationFacts> {
  const text = readFileSync(new URL('reference.txt', import.meta.url), 'utf8');
  const blocks = text.split(/\n(?=\S)/).filter((block) => !block.startsWith('#'));
  const isShape = (block: string) => block.startsWith('@');
  const shapes = new Map(
    blocks.filter(isShape).map((block) => {
      const [name = '', ...words] = wordsOf(block.slice(1));
      return [name, words];
    }),
  );
  return new Map(blocks.filter((block) => !isShape(block)).map((block) => readOperation(block, shapes)));
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Read a block: the operation, and indented paragraphs that begin with the part that they describe. */
function readOperation(block: string, shapes: Shapes): [operation: string, facts: OperationFacts] {
  const [operation = '', ...paragraphs] = block.trim().split(/\n {2}(?! )/);
  const facts = noFacts();
  for (const [part = '', ...words] of paragraphs.map(wordsOf)) {
    if (part === 'query' || part === 'body') facts[part] = readFields(words, shapes);
    else if (part === 'refuses')
      for (const status of words) facts.answers.set(status, readAnswer([], shapes));
    else facts.answers.set(part, readAnswer(words, shapes));
  }
  return [operation, facts];
}

function readAnswer([type, ...words]: readonly string[], shapes: Shapes): Answer {
  return { type, fields: readFields(words, shapes) };
}

/** Read `name*:type|type` and `path@Shape`. */
function readFields(words: readonly string[], shapes: Shapes, prefix = ''): Fields {
  const fields: Fields = new Map();
  for (const word of words) {
    const [path = '', shape] = word.split('@');
    if (shape === undefined) {
      const [name = '', types] = word.split(':');
      const field = { types: types?.split('|') ?? [], isRequired: name.endsWith('*') };
      fields.set(pathOf(prefix, name.replace('*', '')), field);
    } else {
      const inner = readFields(shapes.get(shape) ?? [], shapes, pathOf(prefix, path));
      for (const [name, field] of inner) fields.set(name, field);
    }
  }
  return fields;
}
