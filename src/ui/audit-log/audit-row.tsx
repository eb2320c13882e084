import { KeyRound } from 'lucide-react';
import { Time } from '../feedback/time';
import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { describeAction, describeCarrier } from './describe-action';
import { diffLines, fieldTitle } from './diff-lines';
import { outcomeLooks } from './outcome-looks';
import { targetName } from './target-name';

export type AuditEntry = Outputs['auditLog']['list']['items'][number];

/** Name of the actor: a user, a deleted account, or a caller who was not signed in. */
export function actorName({ actor }: Pick<AuditEntry, 'actor'>): string {
  if (!actor) return 'Not signed in';
  return actor.name ?? 'A deleted account';
}

/** One entry: an action that was done or refused. The whole row opens its details. */
export function AuditRow({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const { label, tone } = outcomeLooks[entry.outcome];
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="flex w-full flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1 basis-64">
        <span className="block truncate">
          <span className="font-medium">{describeAction(entry.action, entry.outcome)}</span>{' '}
          <span className="text-ink-2">{targetName(entry)}</span>
        </span>
        <span className="block truncate text-ink-3 text-xs">
          {actorName(entry)}
          <Changed entry={entry} />
        </span>
      </span>
      <Cell className="w-20">
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="hidden w-40 truncate text-ink-3 text-xs md:block">
        {entry.key_name ? (
          <span className="inline-flex items-center gap-1.5">
            <KeyRound aria-hidden className="size-3.5" /> {entry.key_name}
          </span>
        ) : (
          describeCarrier(entry.via)
        )}
      </Cell>
      <Cell className="hidden w-32 truncate font-mono text-ink-3 text-xs lg:block">{entry.ip}</Cell>
      <Cell className="ml-auto w-24 text-right text-ink-3">
        <Time value={entry.at} />
      </Cell>
    </button>
  );
}

/** The first changed fields, so that most rows need not be opened. */
function Changed({ entry: { diff } }: { entry: AuditEntry }) {
  if (!diff) return null;
  const fields = diffLines(diff).map(({ field }) => fieldTitle(field).toLowerCase());
  const rest = fields.length - 3;
  return (
    <>
      {' · '}
      {fields.slice(0, 3).join(', ')}
      {rest > 0 && ` and ${rest} more`}
    </>
  );
}
