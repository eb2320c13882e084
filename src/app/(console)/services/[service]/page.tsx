import { StackOverviewPage } from '@/ui/stack/stack-overview-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackOverviewPage uuid={(await params).service} />;
}
