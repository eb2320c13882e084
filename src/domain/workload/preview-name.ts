/** The uuid of an application's preview on a machine: of its containers, volumes and routes (`deployment.md` D8.2). */
export function previewName(applicationUuid: string, pullRequestId: number): string {
  return `${applicationUuid}-pr-${pullRequestId}`;
}

/** The uuid of the workload that a name on a machine is of: of itself, a component, or a preview. */
export function workloadOf(name: string): string {
  return name.split('-', 1)[0] ?? name;
}
