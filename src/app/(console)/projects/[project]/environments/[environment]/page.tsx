import { EnvironmentPage } from '@/ui/project/environment-page';

export default async function Page({
  params,
}: {
  params: Promise<{ project: string; environment: string }>;
}) {
  const { project, environment } = await params;
  return <EnvironmentPage project={project} environment={environment} />;
}
