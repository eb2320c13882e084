import { expect, test } from 'vitest';
import type { AuditEntry } from './audit-row';
import { foldCommands, worstOutcome } from './fold-commands';

function entry(seq: number, action: string, group: string | null): AuditEntry {
  // Folding reads only these members.
  return { seq: String(seq), action, group_id: group } as AuditEntry;
}

const shapeOf = (entries: AuditEntry[]) =>
  foldCommands(entries).map((row) =>
    row.kind === 'entry' ? row.entry.seq : row.entries.map(({ seq }) => seq),
  );

test('neighbouring commands of one operation are one row', () => {
  const entries = [
    entry(9, 'server.command', 'a'),
    entry(8, 'server.command', 'a'),
    entry(7, 'server.command', 'b'),
    entry(6, 'project.create', null),
    entry(5, 'server.command', 'a'),
  ];
  expect(shapeOf(entries)).toEqual([['9', '8'], '7', '6', '5']);
});

test('rows without an operation, and other actions of one, stay apart', () => {
  expect(
    shapeOf([
      entry(4, 'server.command', null),
      entry(3, 'server.command', null),
      entry(2, 'deployment.deploy', 'a'),
      entry(1, 'deployment.deploy', 'a'),
    ]),
  ).toEqual(['4', '3', '2', '1']);
});

test('a row is as bad as the worst of its commands', () => {
  expect(worstOutcome([{ outcome: 'success' }, { outcome: 'failed' }, { outcome: 'denied' }])).toBe('failed');
  expect(worstOutcome([{ outcome: 'success' }, { outcome: 'denied' }])).toBe('denied');
  expect(worstOutcome([{ outcome: 'success' }])).toBe('success');
});
