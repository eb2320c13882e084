import { describe, expect, it } from 'vitest';
import { containerItemSchema, containerSchema, itemsOf } from './schemas';

const item = {
  Id: 'a',
  Names: ['/web'],
  Labels: { a: 'b' },
  State: 'running',
  Image: 'web:1',
  ImageID: 'sha256:1',
  Created: 1,
};

describe('lists', () => {
  it('leaves out and reports what is not understood, and keeps the rest', () => {
    const skipped: string[] = [];
    const answer = [
      item,
      { ...item, Names: ['/two\nlines'] },
      'text',
      { ...item, Id: 7 },
      { ...item, Labels: null },
    ];
    const items = itemsOf(containerItemSchema, answer, 'container', (what, reason) =>
      skipped.push(`${what}: ${reason}`),
    );
    const parsed = { ...item, NetworkSettings: [] };
    expect(items).toEqual([parsed, { ...parsed, Labels: {} }]);
    expect(skipped).toHaveLength(3);
    expect(skipped[0]).toMatch(/^container: .*Names/s);
  });

  it('refuses an answer that is no list', () => {
    expect(() => itemsOf(containerItemSchema, { items: [] }, 'container', () => undefined)).toThrow();
  });
});

it('refuses an inspection without the state that decides a deployment', () => {
  const inspection = {
    Id: 'a',
    Name: '/web',
    Image: 'sha256:1',
    State: { Status: 'running', ExitCode: 0, StartedAt: 'now' },
    Config: { Image: 'web:1' },
    NetworkSettings: {},
  };
  expect(containerSchema.parse(inspection)).toMatchObject({ Config: { Labels: {}, ExposedPorts: [] } });
  expect(containerSchema.safeParse({ ...inspection, State: { Status: 'running' } }).success).toBe(false);
  expect(
    containerSchema.safeParse({ ...inspection, State: { ...inspection.State, Status: 'new' } }).success,
  ).toBe(false);
});
