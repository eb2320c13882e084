import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { SharedLookup } from '../shared-variables/lookup';
import { resolveReferences } from './references';

/** `team.NAME` → value; one that begins with `!` is literal. */
function lookupIn(values: Readonly<Record<string, string>>): SharedLookup {
  return (scope, name) => {
    const text = values[`${scope}.${name}`];
    if (text === undefined) return null;
    const isLiteral = text.startsWith('!');
    return { value: new Secret(text.replace(/^!/, '')), isLiteral, isShownOnce: false };
  };
}

const resolve = (value: string, values: Record<string, string> = {}) =>
  resolveReferences('KEY', new Secret(value), lookupIn(values)).reveal();

describe('references', () => {
  it('are replaced wherever they are, each by its own scope', () =>
    expect(
      resolve('{{team.A}}-{{project.A}}/{{environment.A}}{{server.A_1.b}}', {
        'team.A': '1',
        'project.A': '$2',
        'environment.A': '$&',
        'server.A_1.b': '4',
      }),
    ).toBe('1-$2/$&4'));

  it('are replaced in what they lead to, unless that is literal', () =>
    expect(
      resolve('{{team.A}} {{team.C}}', {
        'team.A': '<{{project.B}}>',
        'project.B': 'b',
        'team.C': '!{{project.B}}',
      }),
    ).toBe('<b> {{project.B}}'));

  it.each(['{{ team.A }}', '{{other.A}}', '{{team.}}', '{team.A}', '{{team.A}', '{{TEAM.A}}'])(
    'are exact: %s is text',
    (text) => expect(resolve(text, { 'team.A': '1' })).toBe(text),
  );

  it('leave every other text as it is', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\{\{(team|project|environment|server)\./.test(text));
        expect(resolve(text)).toBe(text);
      }),
    ));
});

describe('a deployment is refused', () => {
  const refusal = (value: string, values: Record<string, string>) => {
    try {
      return resolve(value, values);
    } catch (error) {
      return String(error);
    }
  };

  it('for an unknown name', () => {
    expect(refusal('x{{team.A}}', {})).toContain('KEY refers to {{team.A}}, which does not exist');
    expect(refusal('{{team.A}}', { 'team.A': '{{server.B}}' })).toContain(
      '{{server.B}}, which does not exist',
    );
  });

  it('for a circle (hostile-inputs row 14)', () =>
    expect(refusal('{{team.A}}', { 'team.A': '{{team.B}}', 'team.B': '{{team.A}}' })).toContain(
      'KEY refers to itself: {{team.A}} → {{team.B}} → {{team.A}}',
    ));

  it('for more than five in each other', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [`team.A${at}`, at + 1 < length ? `{{team.A${at + 1}}}` : 'end']),
      );
    expect(refusal('{{team.A0}}', chain(5))).toBe('end');
    expect(refusal('{{team.A0}}', chain(6))).toContain('more than 5 deep');
  });

  it('for values that grow without end, at once', () => {
    const many = (name: string) => `{{team.${name}}}`.repeat(1000);
    const values = {
      'team.A': many('B'),
      'team.B': many('C'),
      'team.C': many('D'),
      'team.D': 'x'.repeat(1000),
    };
    expect(refusal('{{team.A}}', values)).toContain('more than a megabyte');
  });
});
