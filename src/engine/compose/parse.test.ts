// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose files have variables of their own
import { describe, expect, it } from 'vitest';
import { problemText } from './compose.testing';
import { parseCompose } from './parse';

function problems(text: string): string[] {
  const outcome = parseCompose(text);
  return outcome.ok ? [] : outcome.problems.map(problemText);
}

const service = 'services:\n  web:\n    image: nginx\n';

describe('parseCompose', () => {
  it('takes merge keys, in order of precedence', () => {
    const outcome = parseCompose(
      'x-a: &a {image: one, user: a}\nx-b: &b {image: two, hostname: b}\nservices:\n  web:\n    <<: [*a, *b]\n    user: own\n',
    );
    if (!outcome.ok) throw new Error(outcome.problems.map(problemText).join());
    const entries = [...(outcome.value.services.get('web')?.entries ?? [])];
    expect(entries.map(([key, { value }]) => [key, value.kind === 'scalar' ? value.value : null])).toEqual([
      ['user', 'own'],
      ['image', 'one'],
      ['hostname', 'b'],
    ]);
  });

  it.each([
    ['a tagged merge key', `x-a: &a {user: root}\n${service}    !!merge <<: *a\n`],
    [
      'a merged list of texts as the list',
      `${service}    volumes: &v [a:/a]\n  two:\n    image: x\n    volumes:\n      <<: *v\n`,
    ],
    [
      'a merged list of variables',
      `${service}    environment: &e [A=1]\n  two:\n    image: x\n    environment:\n      <<: *e\n      B: 2\n`,
    ],
    ['extensions', `x-any: {a: [1]}\n${service}    x-more: yes\n`],
    ['version and name', `version: "3.8"\nname: app\n${service}`],
  ])('takes %s', (_, text) => expect(problems(text)).toEqual([]));

  it.each([
    ['no map', '- a', '1:1: A compose file must be a map with the key services.'],
    ['no services', 'volumes: {}', '1:1 services: Must be a map with at least one service.'],
    ['a service that is no map', 'services:\n  web: nginx\n', '2:3 web: A service must be a map.'],
    [
      'a name with a shell in it',
      'services:\n  "a;id": {image: x}\n',
      '2:3 a;id: The name of a service may have up to 63 letters, digits, . _ and -.',
    ],
    [
      'include',
      `include: [other.yml]\n${service}`,
      '1:1 include: include is not supported. Write the services of the other file here.',
    ],
    [
      'an unknown key',
      `volums: {}\n${service}`,
      '1:1 volums: This key is unknown. Remove it or correct its name.',
    ],
    ['a duplicate key', `${service}    image: other\n`, '4:5 image: This key appears twice.'],
    ['a custom tag', 'services: !reset {}\n', '1:18: Custom YAML tags are not allowed.'],
    ['an unknown alias', 'services: *none\n', '1:11: The alias *none does not refer to an earlier anchor.'],
  ])('refuses %s with its place', (_, text, expected) => expect(problems(text)).toContain(expected));

  it.each([
    ['two documents', `${service}---\n${service}`],
    ['tabs for indentation', 'services:\n\tweb:\n\t\timage: x\n'],
    ['an alias of itself', 'services: &a\n  web: *a\n'],
    ['a key that changes prototypes', 'services:\n  __proto__: {image: x}\n'],
    ['a map as a key', 'services:\n  ? {a: b}\n  : {image: x}\n'],
    ['501 services', `services:\n${Array.from({ length: 501 }, (_, n) => `  s${n}: {image: x}\n`).join('')}`],
  ])('refuses %s', (_, text) => expect(problems(text)).not.toEqual([]));
});

describe('files made to take long', () => {
  const bomb = Array.from({ length: 9 }, (_, level) =>
    level === 0 ? 'a0: &a0 [x]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(10).slice(0, -2)}]`,
  ).join('\n');

  it.each([
    ['aliases of aliases', `${bomb}\n${service}`],
    ['too many aliases', `a: &a x\nb: [${'*a, '.repeat(101)}]\n`],
    ['brackets', `services: ${'['.repeat(200_000)}`],
    ['list items on one line', `services:\n  ${'- '.repeat(200_000)}`],
    ['levels of indentation', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['keys', `services: {${'a: b, '.repeat(500_000)}}`],
    ['lines', `services:\n${'\n'.repeat(1_000_000)}`],
    ['comments', '#\n'.repeat(1_000_000)],
    ['5 MB of text', `services: "${'x'.repeat(5 * 1024 * 1024)}"`],
    ['NUL', 'services: "\0"'],
  ])('are refused by their size: %s', (_, text) => expect(problems(text)).toHaveLength(1));

  it('say the same however much of the stack is in use', () => {
    const levels = Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n');
    const below = (frames: number): string[] => (frames === 0 ? problems(levels) : below(frames - 1));
    const told = Array.from({ length: 80 }, (_, at) => below(at * 50));
    expect(new Set(told.flat())).toEqual(new Set(['66:1: The file is nested too deeply.']));
  });

  it('may be as deep as they are read', () => {
    const levels = (count: number, end: string) =>
      [...Array.from({ length: count }, (_, n) => `${' '.repeat(n)}a:`), `${' '.repeat(count)}${end}`].join(
        '\n',
      );
    const indented = (text: string) => text.replaceAll(/^/gm, ' ');
    const inFile = (text: string) => `${service}x-deep:\n${indented(text)}\n`;
    // With the file's own map and that of x-deep, 64 levels.
    expect(problems(inFile(levels(63, 'text')))).toEqual([]);
    expect(problems(inFile(levels(62, '[text]')))).toEqual([]);
    expect(problems(inFile(levels(64, 'text')))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(problems(inFile(levels(63, '[text]')))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(problems(inFile(`${'- '.repeat(63)}text`))).toEqual([]);
    expect(problems(inFile(`${'- '.repeat(64)}text`))).toEqual([
      expect.stringContaining('nested too deeply'),
    ]);
  });

  it('may have texts and comments that are indented further and further', () => {
    const stairs = (mark: string) =>
      Array.from({ length: 100 }, (_, n) => `${' '.repeat(n + 8)}${mark}x`).join('\n');
    expect(problems(`${service}    command: |\n${stairs('')}\n`)).toEqual([]);
    expect(problems(`${service}    command: a\n${stairs('')}\n`)).toEqual([]);
    expect(problems(`${service}    command: "a\n${stairs('')}"\n`)).toEqual([]);
    expect(problems(`${service}    command: [a,\n${stairs('')}]\n`)).toEqual([]);
    expect(problems(`${service}${stairs('# ')}\n    command: a\n`)).toEqual([]);
  });
});
