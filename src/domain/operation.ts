/**
 * Kinds of journalled work on a machine. Each kind is planned in `engine/plans` and begins in a service of its workload's
 * kind.
 */
export const operationKinds = ['deploy', 'restart', 'start', 'stop', 'delete', 'credentials'] as const;
export type OperationKind = (typeof operationKinds)[number];

/** Kinds that bring a version into service: `concurrent_builds` of a server limits how many of them run at once. */
export const deploymentKinds = ['deploy', 'restart'] as const satisfies readonly OperationKind[];
