/**
 * Kinds of journalled work on a machine. Each kind is planned in `engine/plans` and begins in a service for its kind
 * of workload.
 */
export const operationKinds = [
  'deploy',
  'restart',
  'rollback',
  'start',
  'stop',
  'delete',
  'credentials',
  'clone',
  'backup',
  'restore',
  'drill',
  'volume-backup',
  'volume-restore',
  'remove-backups',
  'remove-preview',
  'task',
  'command',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** Kinds that bring a version into service: a server's `concurrent_builds` limits how many run at once. */
export const deploymentKinds = ['deploy', 'restart', 'rollback'] as const satisfies readonly OperationKind[];

/** Kinds that change nothing that runs: others of the workload neither wait for them nor replace them. */
export const besideKinds = ['task', 'command'] as const satisfies readonly OperationKind[];

const titles: Readonly<Record<OperationKind, string>> = {
  deploy: 'Deployment',
  restart: 'Restart',
  rollback: 'Rollback',
  start: 'Start',
  stop: 'Stop',
  delete: 'Deletion',
  credentials: 'Credential change',
  clone: 'Clone',
  backup: 'Backup',
  restore: 'Restore',
  drill: 'Restore drill',
  'volume-backup': 'Volume backup',
  'volume-restore': 'Volume restore',
  'remove-backups': 'Backup removal',
  'remove-preview': 'Preview removal',
  task: 'Task',
  command: 'Command',
};

/** Title an operation for lists. A kind that this version does not know keeps its name. */
export function operationTitle(operation: {
  kind: string;
  parameters: Readonly<Record<string, unknown>>;
  force: boolean | null;
}): string {
  const { kind, parameters, force } = operation;
  if (kind === 'deploy' && force === true) return 'Rebuild';
  if (kind === 'start' && parameters.onlyPublicPort === true) return 'Public port change';
  return isKind(kind) ? titles[kind] : kind;
}

function isKind(kind: string): kind is OperationKind {
  return Object.hasOwn(titles, kind);
}
