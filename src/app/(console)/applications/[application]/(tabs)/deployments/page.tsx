import { DeploymentsPage } from '@/ui/application/deployments-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <DeploymentsPage uuid={(await params).application} />;
}
