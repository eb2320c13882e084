/** The uuid of an application's preview on a machine: of its containers, volumes and routes (`deployment.md` D8.2). */
export function previewName(applicationUuid: string, pullRequestId: number): string {
  return `${applicationUuid}-pr-${pullRequestId}`;
}
