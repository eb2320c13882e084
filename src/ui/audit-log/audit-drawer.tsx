'use client';

import type { ReactNode } from 'react';
import { CodeBlock } from '../feedback/code-block';
import { readTime } from '../feedback/time';
import { paths } from '../paths';
import { Drawer } from '../primitives/drawer';
import { DrawerPart } from '../primitives/drawer-part';
import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import { AuditDiff } from './audit-diff';
import { type AuditEntry, actorName } from './audit-row';
import { describeAction, describeCarrier } from './describe-action';
import { outcomeLooks } from './outcome-looks';
import { targetName } from './target-name';

/** All details of one entry of the audit log. */
export function AuditDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const look = outcomeLooks[entry.outcome];
  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title={describeAction(entry.action, entry.outcome)}
      description={<time dateTime={entry.at}>{readTime(entry.at).toLocaleString()}</time>}
    >
      <div className="space-y-6">
        <Lines
          lines={[
            ['Outcome', <Status key="outcome" tone={look.tone}>{`${look.label} (${entry.status})`}</Status>],
            ['Who', <Actor key="actor" entry={entry} onFollow={onClose} />],
            ['Through', entry.key_name ? `API token ${entry.key_name}` : describeCarrier(entry.via)],
            ['From', entry.ip && <code key="ip">{entry.ip}</code>],
            ['Program', entry.user_agent],
            ['On', <Target key="target" entry={entry} onFollow={onClose} />],
          ]}
        />
        {entry.diff && (
          <DrawerPart title="What changed">
            <AuditDiff diff={entry.diff} />
          </DrawerPart>
        )}
        {entry.command && (
          <DrawerPart title={`Command on ${entry.command.host}`}>
            <CodeBlock text={entry.command.argv.join(' ')} label="command" />
            <p className="mt-1.5 text-ink-3 text-xs">
              {entry.command.exit_code === null ? 'Did not finish' : `Exit code ${entry.command.exit_code}`} ·{' '}
              {entry.command.duration_ms} ms
            </p>
          </DrawerPart>
        )}
        {entry.detail !== null && (
          <DrawerPart title="Why">
            <CodeBlock text={JSON.stringify(entry.detail, null, 2)} label="detail" />
          </DrawerPart>
        )}
        <DrawerPart title="Record">
          <Lines
            lines={[
              ['Row', entry.seq],
              ['Action', <code key="action">{entry.action}</code>],
              ['Request id', <code key="request">{entry.request_id}</code>],
              ['Seal', <code key="hash">{entry.hash}</code>],
            ]}
          />
        </DrawerPart>
      </div>
    </Drawer>
  );
}

/** Names and values side by side; unknown values are left out. */
function Lines({ lines }: { lines: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
      {lines
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="wrap-anywhere min-w-0 [&_code]:text-xs">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

const linkStyle = 'rounded-sm text-accent-text underline underline-offset-2';

interface FollowedProps {
  entry: AuditEntry;
  /** Called when the user follows a link to this page with other rows, which the drawer would cover. */
  onFollow: () => void;
}

function Actor({ entry, onFollow }: FollowedProps) {
  const { actor } = entry;
  if (!actor) return actorName(entry);
  return (
    <>
      {actorName(entry)} {actor.email && <span className="text-ink-3">{actor.email}</span>}{' '}
      <Link href={paths.auditLog({ actor_user_id: actor.id })} onClick={onFollow} className={linkStyle}>
        All their actions
      </Link>
    </>
  );
}

function Target({ entry, onFollow }: FollowedProps) {
  const { target_type, target_uuid } = entry;
  const kind = target_type?.replaceAll('_', ' ') ?? null;
  if (!target_uuid) return kind;
  return (
    <>
      {kind} <strong className="font-medium">{targetName(entry)}</strong> <code>{target_uuid}</code>{' '}
      <Link href={paths.auditLog({ target_uuid })} onClick={onFollow} className={linkStyle}>
        History
      </Link>
    </>
  );
}
