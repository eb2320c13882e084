import { Status } from '../primitives/status';

const looks = {
  running: { tone: 'busy', label: 'Running' },
  success: { tone: 'ok', label: 'Succeeded' },
  failed: { tone: 'bad', label: 'Failed' },
  missed: { tone: 'warn', label: 'Missed' },
} as const;

/** Status of one run of a schedule. */
export function RunStatus({ status }: { status: keyof typeof looks }) {
  const { tone, label } = looks[status];
  return <Status tone={tone}>{label}</Status>;
}
