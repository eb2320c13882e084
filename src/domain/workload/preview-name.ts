/**
 * Get the uuid of an application's preview on a machine, for its containers, volumes and routes (`deployment.md`
 * D8.2).
 */
export function previewName(applicationUuid: string, pullRequestId: number): string {
  return `${applicationUuid}-pr-${pullRequestId}`;
}

/** Get the prefix of the commit in a preview's image tags. */
export function previewTag(pullRequestId: number): string {
  return `pr-${pullRequestId}-`;
}

/** Whether the name after an application's uuid (`<uuid>-<name>`) could belong to a preview. */
export function isPreviewForm(name: string): boolean {
  return /^pr-\d+(?:-|$)/.test(name);
}

/** Get the uuid of the workload from a name on a machine: of the workload, a component, or a preview. */
export function workloadOf(name: string): string {
  return name.split('-', 1)[0] ?? name;
}
