/** The uuid of an application's preview on a machine: of its containers, volumes and routes (`deployment.md` D8.2). */
export function previewName(applicationUuid: string, pullRequestId: number): string {
  return `${applicationUuid}-pr-${pullRequestId}`;
}

/** Before the commit in the tags of the images of a preview. */
export function previewTag(pullRequestId: number): string {
  return `pr-${pullRequestId}-`;
}

/** Whether a name behind the uuid of an application (`<uuid>-<name>`) could be that of something of a preview. */
export function isPreviewForm(name: string): boolean {
  return /^pr-\d+(?:-|$)/.test(name);
}

/** The uuid of the workload that a name on a machine is of: of itself, a component, or a preview. */
export function workloadOf(name: string): string {
  return name.split('-', 1)[0] ?? name;
}
