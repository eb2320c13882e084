'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { QueryView } from '../feedback/query-view';
import { SettingsSection } from '../page/section';
import { Button } from '../primitives/button';
import { Skeleton } from '../primitives/skeleton';
import { useKeptFocus } from '../primitives/use-kept-focus';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';
import { ConnectEnvironmentDialog } from './connect-environment-dialog';
import { type ConnectedEnvironments, useConnectedEnvironments } from './use-connected-environments';

type Environment = NonNullable<ConnectedEnvironments['query']['data']>[number];

interface ConnectedEnvironmentsProps {
  kind: WorkloadKind;
  workload: { uuid: string; name: string; project_uuid: string; environment_uuid: string };
  /** Whether they can only be read. */
  locked: boolean;
}

/** Section of a settings page with the further environments that a workload reaches. */
export function ConnectedEnvironmentSettings({ kind, workload, locked }: ConnectedEnvironmentsProps) {
  const connected = useConnectedEnvironments({ kind, uuid: workload.uuid });
  return (
    <SettingsSection
      title="Connected environments"
      description="Besides its own environment, it reaches the workloads of these, and they reach it."
      locked={locked}
    >
      <QueryView
        query={connected.query}
        what="Connected environments"
        skeleton={
          <div role="status" aria-label="Loading connected environments">
            <Skeleton className="h-8 w-48" />
          </div>
        }
      >
        {(rows) => <Environments {...{ kind, workload, locked, rows, connected }} />}
      </QueryView>
    </SettingsSection>
  );
}

interface EnvironmentsProps extends ConnectedEnvironmentsProps {
  rows: readonly Environment[];
  connected: ConnectedEnvironments;
}

function Environments({ kind, workload, locked, rows, connected }: EnvironmentsProps) {
  const [isConnecting, setIsConnecting] = useState(false);
  const [leaving, setLeaving] = useState<Environment | null>(null);
  const list = useKeptFocus(rows);
  const { noun } = workloadKinds[kind];
  return (
    <div className="space-y-4">
      {rows.length === 0 ? (
        <p className="text-ink-3">None: only its own environment reaches it.</p>
      ) : (
        <ul ref={list} aria-label="Connected environments" className="space-y-2">
          {rows.map((row) => (
            <li
              key={row.uuid}
              className="flex items-center justify-between gap-3 rounded-md border border-line bg-surface py-1 pr-1 pl-3"
            >
              <span className="min-w-0">
                <span className="wrap-anywhere">
                  {row.project_name} / {row.name}
                </span>
                {row.network === null && (
                  <span className="block text-ink-3 text-xs">
                    All environments of the destination share one network
                  </span>
                )}
              </span>
              {!locked && (
                <Button
                  size="icon-sm"
                  variant="ghost"
                  aria-label={`Disconnect from ${row.project_name} / ${row.name}`}
                  onClick={() => setLeaving(row)}
                >
                  <X aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!locked && (
        <Button onClick={() => setIsConnecting(true)}>
          <Plus aria-hidden /> Connect
        </Button>
      )}
      {isConnecting && (
        <ConnectEnvironmentDialog
          noun={noun}
          project={workload.project_uuid}
          taken={[workload.environment_uuid, ...rows.map(({ uuid }) => uuid)]}
          connect={connected.connect}
          onOpenChange={setIsConnecting}
        />
      )}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        title={`Disconnect from ${leaving?.name ?? ''}?`}
        confirmLabel="Disconnect"
        onConfirm={() => connected.disconnect(leaving?.uuid ?? '')}
      >
        <p>
          {workload.name} and the workloads of {leaving?.project_name} / {leaving?.name} no longer reach each
          other; open connections between them end. Nothing restarts.
        </p>
      </ConfirmDialog>
    </div>
  );
}
