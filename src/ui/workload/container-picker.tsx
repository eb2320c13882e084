'use client';

import { formatRelative, readTime } from '../feedback/time';
import { useNow } from '../feedback/use-now';
import { Select } from '../primitives/select';
import type { Outputs } from '../trpc';

type LogContainer = Outputs['application']['logContainers'][number];

interface ContainerPickerProps {
  /** Newest first. */
  containers: readonly LogContainer[];
  /** Id of the container whose log is shown; null: the running container, whichever it is. */
  value: string | null;
  onChange: (id: string | null) => void;
}

/**
 * Select for the container whose log is shown: the running one, or one of an earlier version, even if it was removed.
 */
export function ContainerPicker({ containers, value, onChange }: ContainerPickerProps) {
  const now = useNow(30_000);
  const ended = containers.filter(({ state }) => state !== 'running');
  if (ended.length === 0) return null;
  const isRunning = ended.length < containers.length;
  return (
    <Select
      aria-label="Container"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      className="w-full sm:w-96"
    >
      <option value="">{isRunning ? 'Running now' : 'Latest and next container'}</option>
      {ended.map((container) => (
        <option key={container.id} value={container.id}>
          {describeContainer(container, now)}
        </option>
      ))}
    </Select>
  );
}

/** Describe a container, as `Stopped 5 min. ago, exit code 1 · 3f2a91c0`. */
export function describeContainer({ id, state, ended_at, exit_code }: LogContainer, now: Date): string {
  const when = ended_at === null ? '' : ` ${formatRelative(readTime(ended_at), now)}`;
  const code = exit_code === null || exit_code === 0 ? '' : `, exit code ${exit_code}`;
  const word = state === 'exited' || state === 'removed' || state === 'dead' ? 'Stopped' : words[state];
  return `${word}${when}${code} · ${id.slice(0, 8)}`;
}

const words = {
  created: 'Created',
  running: 'Running',
  paused: 'Paused',
  restarting: 'Restarting, last stopped',
  removing: 'Being removed, stopped',
} as const;
