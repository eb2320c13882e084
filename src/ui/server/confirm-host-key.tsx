'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { readApiError } from '../api-error';
import { CodeBlock } from '../feedback/code-block';
import { ErrorState } from '../feedback/error-state';
import { reportFailure } from '../feedback/report-failure';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Skeleton } from '../primitives/skeleton';
import { useTRPC, useTRPCClient } from '../trpc';
import type { NewServer } from './new-server-form';

/**
 * Step in which the user confirms the host key of the machine before Gantry sends anything to it. The key is then
 * pinned: no other is accepted.
 */
export function ConfirmHostKey({ server, onBack }: { server: NewServer; onBack: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const port = Number(server.port);
  const create = useMutation(trpc.server.create.mutationOptions());
  const scan = useQuery({
    queryKey: ['host-key', server.ip, port],
    queryFn: () => client.server.scanHostKey.mutate({ ip: server.ip, port }),
    gcTime: 0,
    retry: false,
  });

  async function add(fingerprint?: string) {
    try {
      const { uuid } = await create.mutateAsync({
        ...server,
        port,
        instant_validate: true,
        ...(fingerprint ? { host_key_fingerprint: fingerprint } : {}),
      });
      router.push(paths.server(uuid));
    } catch (error) {
      reportFailure(error);
    }
  }

  return (
    <section aria-label="Host key" className="space-y-5">
      <p className="text-ink-2">
        This is the host key that <code className="text-ink">{server.ip}</code> sent. Compare it with the key
        on the machine to make sure that no other machine is impersonating it. From now on, Gantry only
        connects to a machine with this key.
      </p>
      {scan.isPending && <Skeleton className="h-24" />}
      {scan.error && (
        <>
          <ErrorState error={scan.error} retry={() => void scan.refetch()} what="The host key" />
          <Actions onBack={onBack} busy={create.isPending} label="Add without it" onAdd={() => void add()} />
        </>
      )}
      {scan.data && (
        <>
          <div>
            <h2 className="mb-1.5 font-medium">
              Fingerprint <span className="font-normal text-ink-3">{scan.data.type}</span>
            </h2>
            <CodeBlock text={scan.data.fingerprint} label="fingerprint" />
          </div>
          <div>
            <p className="mb-1.5 text-ink-2">Run this on the machine to print its fingerprints:</p>
            <CodeBlock
              text="for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done"
              label="command"
            />
          </div>
          {create.error && <Callout role="alert" tone="bad" title={reason(create.error)} />}
          <Actions
            onBack={onBack}
            busy={create.isPending}
            label="It matches, add server"
            onAdd={() => void add(scan.data.fingerprint)}
          />
        </>
      )}
    </section>
  );
}

function reason(error: unknown): string {
  const { fields, message } = readApiError(error);
  return fields ? Object.values(fields).flat().join(' ') : message;
}

function Actions({
  onBack,
  onAdd,
  label,
  busy,
}: {
  onBack: () => void;
  onAdd: () => void;
  label: string;
  busy: boolean;
}) {
  return (
    <div className="flex justify-end gap-2 border-line border-t pt-4">
      <Button onClick={onBack}>Back</Button>
      <Button variant="primary" onClick={onAdd} busy={busy}>
        {label}
      </Button>
    </div>
  );
}
