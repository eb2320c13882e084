'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProxyProgram } from '../../../domain/proxy';
import { FileDiff } from '../../compose/file-editor';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { Status } from '../../primitives/status';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { proxyName } from '../server-state';

type Entry = Outputs['server']['proxyConfigurationEntries'][number];

/** Number of entries shown; the API has more. */
const SHOWN = 20;

interface ProxyHistoryProps {
  uuid: string;
  program: ProxyProgram;
  text: string | undefined;
}

/**
 * Saved configurations of a proxy, each with its author and a button that reverts to it, unless it is for another
 * program.
 * @param text current configuration; undefined if the caller may not see it
 */
export function ProxyHistory({ uuid, program, text }: ProxyHistoryProps) {
  const trpc = useTRPC();
  const entries = useQuery(trpc.server.proxyConfigurationEntries.queryOptions({ uuid, take: SHOWN }));
  return (
    <Section title="History" description="Every saved configuration, newest first.">
      <QueryView query={entries} what="The history" skeleton={<ListSkeleton label="history" rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">No custom configuration has been saved yet.</p>
          ) : (
            <RowList label="History" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <EntryRow uuid={uuid} program={program} entry={row} text={text} />}
            </RowList>
          )
        }
      </QueryView>
    </Section>
  );
}

interface EntryRowProps extends ProxyHistoryProps {
  entry: Entry;
}

function EntryRow({ uuid, program, entry, text }: EntryRowProps) {
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const denial = useDenial('server:update');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revert = useMutation(trpc.server.revertProxyConfiguration.mutationOptions());
  const { tone, word } = lookOf(entry);
  const isOfOther = entry.proxy_type.toLowerCase() !== program;
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Status tone={tone}>{word}</Status>
        <span className="min-w-0 flex-1 basis-48 text-ink-2">
          <Time value={entry.created_at} /> · {proxyName(entry.proxy_type)}
          {entry.created_by ? ` · ${entry.created_by}` : ''}
          {entry.reverted_to !== null && ' · reverted to an earlier one'}
        </span>
        {text !== undefined && !entry.is_current && !isOfOther && (
          <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide' : 'Compare'}
          </Button>
        )}
        {!entry.is_current && (
          <Button
            size="sm"
            denied={denial ?? (isOfOther ? `This server uses ${proxyName(program)} now.` : null)}
            onClick={() => setAsking(true)}
          >
            Revert to this{' '}
          </Button>
        )}
      </div>
      {entry.problem !== null && <p className="wrap-anywhere mt-1 text-bad text-xs">{entry.problem}</p>}
      {isOpen && text !== undefined && <Comparison uuid={uuid} entry={entry} text={text} />}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Revert to this configuration?"
        confirmLabel="Revert"
        danger={false}
        onConfirm={async () => {
          await revert.mutateAsync({ uuid, configuration_uuid: entry.uuid });
          await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
          notify.success('Configuration reverted');
        }}
      >
        <p>
          It replaces the current configuration for every domain on this server. The current one stays in the
          history.
        </p>
      </ConfirmDialog>
    </div>
  );
}

function lookOf({ is_current, problem }: Entry) {
  if (problem !== null) return { tone: 'bad', word: 'Reverted' } as const;
  return is_current
    ? ({ tone: 'ok', word: 'Active' } as const)
    : ({ tone: 'idle', word: 'Earlier' } as const);
}

/** Differences between the current configuration and the one to revert to. */
function Comparison({ uuid, entry, text }: Pick<EntryRowProps, 'uuid' | 'entry'> & { text: string }) {
  const trpc = useTRPC();
  const read = useQuery(
    trpc.server.proxyConfigurationEntry.queryOptions({ uuid, configuration_uuid: entry.uuid }),
  );
  return (
    <div className="mt-3">
      <QueryView query={read} what="This configuration" skeleton={<ListSkeleton label="text" rows={1} />}>
        {({ configuration = '' }) => (
          <FileDiff before={text} after={configuration} label="What reverting would change" />
        )}
      </QueryView>
    </div>
  );
}
