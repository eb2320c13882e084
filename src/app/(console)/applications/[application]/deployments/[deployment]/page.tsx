import { DeploymentPage } from '@/ui/application/deployment-page';

export default async function Page({
  params,
}: {
  params: Promise<{ application: string; deployment: string }>;
}) {
  const { application, deployment } = await params;
  return <DeploymentPage application={application} deployment={deployment} />;
}
