import { describe, expect, it } from 'vitest';
import { AuditNotes } from '../../domain/audit-notes';
import { REDACTED, Secret } from '../../domain/secret';
import { diffOf } from './diff';
import { storable } from './storable';

const isMarked = (name: string) => name === 'custom_labels';

function diff(before: object, after: object, of?: string) {
  const notes = new AuditNotes();
  notes.changed(before, after, of);
  return diffOf(notes.changes, isMarked);
}

describe('a diff', () => {
  it('has what differs, by its name on the wire', () => {
    const before = { id: 1, name: 'a', gitBranch: 'main', updatedAt: new Date(0), tags: ['x'], count: 1n };
    const after = { ...before, gitBranch: 'next', updatedAt: new Date(1), tags: ['x', 'y'], count: 2n };
    expect(diff(before, after)).toEqual({
      git_branch: { from: 'main', to: 'next' },
      tags: { from: ['x'], to: ['x', 'y'] },
      count: { from: '1', to: '2' },
    });
  });

  it('is nothing when nothing changed, and looks at columns of both rows alone', () => {
    expect(
      diff({ name: 'a', bytes: Buffer.from('x') }, { name: 'a', bytes: Buffer.from('x'), more: 1 }),
    ).toBeNull();
  });

  it('says of a secret only that it changed, and whether there is one', () => {
    const before = {
      valueSealed: Buffer.from('a'),
      passwordHash: null,
      customLabels: 'a',
      pem: new Secret('a'),
    };
    const after = {
      valueSealed: Buffer.from('b'),
      passwordHash: 'x',
      customLabels: null,
      pem: new Secret('b'),
    };
    expect(diff(before, after, 'NAME')).toEqual({
      'NAME.value': { from: REDACTED, to: REDACTED },
      'NAME.password_hash': { from: null, to: REDACTED },
      'NAME.custom_labels': { from: REDACTED, to: null },
      'NAME.pem': { from: REDACTED, to: REDACTED },
    });
  });

  it('hides secrets deep inside, and clips what is long', () => {
    expect(diff({ options: null }, { options: { token: 'x', name: 'y'.repeat(5_000) } })).toEqual({
      options: { from: null, to: { token: REDACTED, name: `${'y'.repeat(999)}…` } },
    });
  });
});

describe('what PostgreSQL would refuse', () => {
  it('is replaced', () => {
    expect(
      storable({ 'a\0': 'b\0', half: '\ud800', not: Number.NaN, at: new Date(0), none: undefined }),
    ).toEqual({
      'a\u{fffd}': 'b\u{fffd}',
      half: '\u{fffd}',
      not: 'NaN',
      at: '1970-01-01T00:00:00.000Z',
      none: null,
    });
  });

  it('ends at a depth', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 50; level++) deep = [deep];
    expect(JSON.stringify(storable(deep))).toBe('[[[[[["…"]]]]]]');
  });
});
